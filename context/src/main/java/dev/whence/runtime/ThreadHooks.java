package dev.whence.runtime;

import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Thread} and virtual threads call.
 *
 * <p>A thread gets its task with its first thread local before it starts, so that nothing has to run when it does, and
 * nothing at all when a virtual thread mounts, parks or ends.
 */
public final class ThreadHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Thread");

    /** The final frontiers of threads that have ended; only of those that descend from something logged. */
    private static final WeakTable<Frontier> ENDED = Sweep.also(WeakTable.ofMany());

    /** The body of a thread. */
    private static final class ThreadRun extends Task {
        ThreadRun(State state, FunctionType type) {
            super(Tracing.handedOn(state.task.correlation), Sites.hop(state, type), state.task.frontier, null);
            linkIfEndless();
        }

        @Override
        boolean isWholeThread() {
            return true;
        }
    }

    /** The thread local that holds a thread's state. */
    public static ThreadLocal<?> threadLocal() {
        return State.threadLocal();
    }

    /** The state with which a thread starts; {@code function} is what it runs, if that is known. */
    public static Object starting(Thread thread, @Nullable Object function) {
        return starting(thread, function, false);
    }

    /** The state with which a virtual thread starts. */
    public static Object starting(Thread thread) {
        return starting(thread, null, true);
    }

    private static Object starting(Thread thread, @Nullable Object function, boolean isVirtual) {
        if (SWITCH.isOn()) {
            try {
                if (!isWorker(thread) && !isWorker(function)) {
                    return started(thread, function, isVirtual);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return new State(new Task());
    }

    private static State started(Thread thread, @Nullable Object function, boolean isVirtual) {
        State starter = State.current();
        if (function instanceof FutureTask<?> future) {
            FutureTaskHooks.submitted(future, starter);
        }
        if (function != null) {
            ExecutorHooks.handedOn(starter, function, true);
        }
        FunctionType type = FunctionType.of(function == null ? thread : function);
        boolean internal = function != null && type.isInternal;
        State state = new State(internal ? new Task() : new ThreadRun(starter, type));
        state.inherited = internal ? null : Carried.capture();
        if (!isVirtual) {
            state.limitAdoption();
        }
        return state;
    }

    /** A virtual thread was made for a runnable, or an executor that starts a thread for each has got one. */
    public static void given(@Nullable Runnable runnable) {
        if (runnable != null && SWITCH.isOn()) {
            try {
                ExecutorHooks.handedOn(State.current(), runnable, true);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A virtual thread begins to run; what it runs was not known when it was started. */
    public static void running(@Nullable Runnable body) {
        if (body != null && SWITCH.isOn()) {
            try {
                if (FunctionType.of(body).isShared) {
                    State state = State.current();
                    state.task = new Task();
                    state.inherited = null;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Threads that serve everybody belong to nobody's operation; so do those with such a body. */
    private static boolean isWorker(@Nullable Object threadOrBody) {
        return threadOrBody != null
                && (threadOrBody instanceof ForkJoinWorkerThread || FunctionType.of(threadOrBody).isShared);
    }

    /** A thread ends with a throwable. */
    @Hidden
    public static void uncaught(Throwable thrown) {
        try {
            Task task = State.current().task;
            if (task instanceof ThreadRun || task instanceof TimerHooks.TimerRun) {
                Stitcher.leaves(thrown, task, 0);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The current thread ends. */
    public static void ending(Thread thread) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Frontier frontier = State.current().task.frontier;
                if (frontier != null) {
                    ENDED.add(thread, frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current thread has waited for another, which may have ended. */
    public static void joined(Thread thread) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Frontier frontier = ENDED.get(thread);
                if (frontier != null && !thread.isAlive()) {
                    State.current().task.join(frontier, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private ThreadHooks() {}
}
