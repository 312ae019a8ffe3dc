package dev.whence.runtime.library;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.NestingRun;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Netty's promises.
 *
 * <p>A listener must not be replaced by a wrapper. It may also be added to many promises, or several times to the same
 * promise. So the captured tasks cannot be found by the listener alone. They are in a field of the promise, one for
 * each registration. A notification takes the oldest registration of its listener, which is the order of Netty too.
 *
 * <p>Netty's own listeners and those of gRPC are left alone, because they only pass results on.
 */
public final class NettyPromiseHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Netty promises");

    /**
     * The registrations of one promise, in their order. This is a linked list without locks.
     *
     * <p>A new registration is appended to the last one by a compare-and-set of its field {@code next}. The run of a
     * registration is taken by an atomic exchange with null, so it is taken once only. The taken registration stays in
     * the list until a later search passes it and unlinks it. The last registration is never unlinked, because the next
     * one is appended to it.
     */
    private static final class Registrations {
        private static final AtomicReferenceFieldUpdater<Registration, @Nullable Registration> NEXT =
                AtomicReferenceFieldUpdater.newUpdater(Registration.class, Registration.class, "next");
        private static final AtomicReferenceFieldUpdater<Registration, @Nullable ListenerRun> RUN =
                AtomicReferenceFieldUpdater.newUpdater(Registration.class, ListenerRun.class, "run");

        private final Registration head = new Registration(null, null);

        /** The last registration, or one before it. */
        private volatile Registration last = head;

        /** The frontier of the task that has completed the promise. */
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

        /** Takes the run of the oldest registration of a listener. Returns null if the listener has none. */
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

    /**
     * A registration of a listener. It refers to the listener weakly. If the promise has no field, a table holds the
     * registrations. A strong reference to a listener could then keep the promise alive, if the listener refers to it.
     */
    private static final class Registration extends WeakReference<@Nullable Object> {
        volatile @Nullable Registration next;

        /** The captured task. Null once it was taken. */
        volatile @Nullable ListenerRun run;

        Registration(@Nullable Object listener, @Nullable ListenerRun run) {
            super(listener);
            this.run = run;
        }

        boolean isGone() {
            return run == null || refersTo(null);
        }
    }

    /** The run of a listener. It includes the runs of Netty's own listeners that are notified inside it. */
    private static final class ListenerRun extends NestingRun {
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

    /**
     * Called when a listener is added to a promise. Takes the registrations that the promise has, and returns those
     * that it has then.
     */
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

    /** Called when a listener is removed from a promise. */
    public static void removed(Object listener, @Nullable Object registrations) {
        if (registrations instanceof Registrations known) {
            try {
                known.take(listener);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a promise is complete. The current task has completed it, unless this was called before. */
    public static void completed(@Nullable Object registrations) {
        if (registrations instanceof Registrations known && Causality.isTracked() && known.completion == null) {
            try {
                known.completion = State.current().task.frontier;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called before a listener is notified. {@link #end} follows. */
    public static void begin(Object listener, @Nullable Object registrations) {
        try {
            boolean isOfNetty = FunctionType.of(listener).isOfNetty;
            Registrations known = !isOfNetty && registrations instanceof Registrations some ? some : null;
            ListenerRun run = known == null ? null : known.take(listener);
            if (known != null && run != null) {
                run.join(known.completion, Edge.COMPLETE);
                run.resume();
            } else if (SWITCH.isOn() && !isOfNetty) {
                // The listener was added before the agent was attached.
                new ListenerRun(Task.ofNobody()).resume();
            } else {
                NestingRun.beginsInside(State.current(), ListenerRun.class);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a listener has been notified. */
    public static void end() {
        try {
            NestingRun.ended(State.current(), ListenerRun.class);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the current task completes a future with a throwable. */
    @Hidden
    public static void handedOver(@Nullable Throwable throwable) {
        Throwables.handedOver(throwable);
    }

    private NettyPromiseHooks() {}
}
