package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
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

    /** The registrations of one promise, the latest first. */
    private static final class Registrations extends AtomicReference<@Nullable Registration> {
        private static final long serialVersionUID = 1;

        /** What precedes the completion. */
        transient volatile @Nullable Frontier completion;

        void add(Object listener, ListenerRun run) {
            Registration known;
            do {
                known = get();
            } while (!compareAndSet(known, new Registration(listener, run, known)));
        }

        /** Takes the oldest registration of a listener. */
        @Nullable ListenerRun take(Object listener) {
            while (true) {
                Registration known = get();
                Registration taken = oldest(known, listener);
                if (taken == null) {
                    return null;
                }
                if (compareAndSet(known, without(taken, known))) {
                    return taken.run;
                }
            }
        }

        private static @Nullable Registration oldest(@Nullable Registration latest, Object listener) {
            Registration oldest = null;
            for (Registration known = latest; known != null; known = known.earlier) {
                oldest = known.refersTo(listener) ? known : oldest;
            }
            return oldest;
        }

        private static @Nullable Registration without(Registration taken, @Nullable Registration latest) {
            if (latest == null || latest == taken) {
                return latest == null ? null : latest.earlier;
            }
            Object listener = latest.get();
            Registration rest = without(taken, latest.earlier);
            return listener == null ? rest : new Registration(listener, latest.run, rest);
        }
    }

    /** Held by a table, if the promise has no field, it would else keep a listener, and by that perhaps the promise. */
    private static final class Registration extends WeakReference<Object> {
        final ListenerRun run;
        final @Nullable Registration earlier;

        Registration(Object listener, ListenerRun run, @Nullable Registration earlier) {
            super(listener);
            this.run = run;
            this.earlier = earlier;
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
        String dispatcher() {
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
            Registrations known = registrations instanceof Registrations some ? some : null;
            ListenerRun run = known == null ? null : known.take(listener);
            if (known != null && run != null) {
                run.join(known.completion, Edge.COMPLETE);
                run.resume();
            } else if (SWITCH.isOn() && !FunctionType.of(listener).isOfNetty) {
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

    private NettyPromiseHooks() {}
}
