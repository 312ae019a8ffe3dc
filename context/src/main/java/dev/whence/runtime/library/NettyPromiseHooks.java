package dev.whence.runtime.library;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What Netty's promises call.
 *
 * <p>A listener must stay itself, and one may listen to many promises, or to one of them many times. So what its
 * registrations captured stands in a field of the promise, and each notification takes the oldest of that listener, as
 * Netty does. Netty's own listeners, which only pass things on, are left alone.
 */
public final class NettyPromiseHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Netty promises");

    /**
     * The registrations of one promise, in their order. Lock-free: one that is taken stays in the chain until somebody passes
     * it, and only the last never goes, as the next one is appended to it.
     */
    private static final class Registrations {
        private static final AtomicReferenceFieldUpdater<Registration, @Nullable Registration> NEXT =
                AtomicReferenceFieldUpdater.newUpdater(Registration.class, Registration.class, "next");
        private static final AtomicReferenceFieldUpdater<Registration, @Nullable ListenerRun> RUN =
                AtomicReferenceFieldUpdater.newUpdater(Registration.class, ListenerRun.class, "run");

        private final Registration head = new Registration(null, null);

        /** The last one, or one before it. */
        private volatile Registration last = head;

        /** What precedes the completion. */
        volatile @Nullable Frontier completion;

        void add(Object listener, ListenerRun run) {
            Registration added = new Registration(listener, run);
            Registration before = last;
            while (!NEXT.compareAndSet(before, null, added)) {
                Registration next = before.next;
                before = next == null ? before : next;
            }
            last = added;
        }

        /** Takes the oldest registration of a listener; null if it has none. */
        @Nullable ListenerRun take(Object listener) {
            Registration before = head;
            Registration at = head.next;
            while (at != null) {
                ListenerRun run = at.refersTo(listener) ? RUN.getAndSet(at, null) : null;
                if (run != null) {
                    return run;
                }
                Registration next = at.next;
                if (next != null && at.isGone()) {
                    before.next = next;
                } else {
                    before = at;
                }
                at = next;
            }
            return null;
        }
    }

    /** Held by a table, if the promise has no field, it would else keep a listener, and by that perhaps the promise. */
    private static final class Registration extends WeakReference<@Nullable Object> {
        volatile @Nullable Registration next;

        /** Null once it was taken. */
        volatile @Nullable ListenerRun run;

        Registration(@Nullable Object listener, @Nullable ListenerRun run) {
            super(listener);
            this.run = run;
        }

        boolean isGone() {
            return run == null || refersTo(null);
        }
    }

    /** The run of a listener, and of those in it that are left alone. */
    private static final class ListenerRun extends Task {
        int depth = 1;

        ListenerRun(State state, FunctionType listener) {
            super(state.task, Sites.hop(state, listener));
        }

        ListenerRun(Task other) {
            super(other);
        }

        @Override
        protected String dispatcher() {
            return "io.netty.util.concurrent.DefaultPromise";
        }
    }

    /** A listener is added to a promise with these registrations; those that it has then are returned. */
    public static @Nullable Object added(Object listener, @Nullable Object registrations) {
        if (SWITCH.isOn()) {
            try {
                FunctionType type = FunctionType.of(listener);
                if (!type.isOfNetty) {
                    State state = State.current();
                    Registrations known = registrations instanceof Registrations r ? r : new Registrations();
                    known.add(listener, new ListenerRun(state, type));
                    return known;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return registrations;
    }

    /** A listener is removed from a promise. */
    public static void removed(Object listener, @Nullable Object registrations) {
        if (registrations instanceof Registrations known) {
            try {
                known.take(listener);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A promise is complete: by the current task, unless it was so before. */
    public static void completed(@Nullable Object registrations) {
        if (registrations instanceof Registrations known && Causality.isTracked() && known.completion == null) {
            try {
                known.completion = State.current().task.frontier;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A listener is about to be notified, until the {@link #end}. */
    public static void begin(Object listener, @Nullable Object registrations) {
        try {
            boolean isOfNetty = FunctionType.of(listener).isOfNetty;
            Registrations known = !isOfNetty && registrations instanceof Registrations some ? some : null;
            ListenerRun run = known == null ? null : known.take(listener);
            if (known != null && run != null) {
                run.join(known.completion, Edge.COMPLETE);
                run.resume();
            } else if (SWITCH.isOn() && !isOfNetty) {
                // It was added before the agent.
                new ListenerRun(Task.ofNobody()).resume();
            } else {
                ListenerRun outer = State.current().innermost(ListenerRun.class);
                if (outer != null) {
                    outer.depth++;
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A listener has been notified. */
    public static void end() {
        try {
            State state = State.current();
            ListenerRun run = state.innermost(ListenerRun.class);
            if (run != null && --run.depth == 0) {
                run.unwind(state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The current task fails a future with a throwable. */
    @Hidden
    public static void handedOver(@Nullable Throwable throwable) {
        Throwables.handedOver(throwable);
    }

    private NettyPromiseHooks() {}
}
