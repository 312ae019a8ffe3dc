package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ForkJoinTask} and {@link ForkJoinPool} call.
 *
 * <p>One field of the task holds, before the run, the task captured at the fork or submission, and after the run its
 * frontier, for whoever joins it. It may change during the run, as a task can fork itself again and that run can be over
 * first; so the end of a run looks for it among those of its thread. The pool that schedules virtual threads is left alone.
 */
public final class ForkJoinHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");
    private static final Object NOTHING_LOGGED = new Object();
    private static final InjectedField FIELD = InjectedField.of(ForkJoinTask.class);

    /** One run of a fork-join task. */
    private static final class ForkJoinRun extends Task {
        private final boolean periodic;

        /** The JDK's task, while it runs. */
        private @Nullable ForkJoinTask<?> running;

        ForkJoinRun(State state, FunctionType type, boolean periodic) {
            super(state, type);
            this.periodic = periodic;
            linkIfEndless();
        }

        ForkJoinRun(ForkJoinRun scheduled) {
            super(Correlation.onDemand(), scheduled);
            this.periodic = true;
        }

        @Override
        String dispatcher() {
            return "java.util.concurrent.ForkJoinTask";
        }
    }

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A task is forked by a worker, or to the common pool. */
    public static void forked(ForkJoinTask<?> task) {
        capture(task, false);
    }

    /** A task is submitted to a pool. */
    public static void submitted(@Nullable ForkJoinTask<?> task, ForkJoinPool pool) {
        if (task != null && !isOfVirtualThreads(pool)) {
            capture(task, false);
        }
    }

    /** A task is scheduled for later, periodically if the delay between runs is not 0. */
    public static void scheduled(@Nullable ForkJoinTask<?> task, long nextDelay, ForkJoinPool pool) {
        if (task != null && !isOfVirtualThreads(pool)) {
            capture(task, nextDelay != 0);
        }
    }

    private static boolean isOfVirtualThreads(ForkJoinPool pool) {
        return FunctionType.of(pool.getFactory()).isInternal;
    }

    /** A runnable is given to a pool, which makes a task for it and submits that. */
    public static void executing(@Nullable Runnable runnable) {
        if (runnable != null && SWITCH.isOn()) {
            try {
                State state = State.current();
                state.isForkingShared = FunctionType.of(runnable).isShared;
                ExecutorHooks.handedOn(state, runnable, true);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void capture(ForkJoinTask<?> task, boolean periodic) {
        if (SWITCH.isOn()) {
            try {
                State state = State.current();
                FunctionType type = FunctionType.of(task);
                if (!type.isInternal && !state.isForkingShared) {
                    FIELD.set(task, new ForkJoinRun(state, type, periodic));
                }
                state.isForkingShared = false;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A task is about to be executed. */
    public static void begin(ForkJoinTask<?> task) {
        try {
            if (FIELD.get(task) instanceof ForkJoinRun run) {
                ForkJoinRun current = run.periodic ? new ForkJoinRun(run) : run;
                current.running = task;
                current.resume();
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /**
     * A task has been executed, and its result is about to be published. One that was not captured, as those that carry
     * virtual threads, is left alone at once.
     */
    public static void end(ForkJoinTask<?> task) {
        try {
            if (FIELD.get(task) != null) {
                State state = State.current();
                ForkJoinRun run = runOf(task, state);
                if (run != null) {
                    end(task, run, state);
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable ForkJoinRun runOf(ForkJoinTask<?> task, State state) {
        for (Task running = state.task; running != null; running = running.previous()) {
            if (running instanceof ForkJoinRun run && run.running == task) {
                return run;
            }
        }
        return null;
    }

    private static void end(ForkJoinTask<?> task, ForkJoinRun run, State state) {
        run.running = null;
        run.unwind(state);
        Object captured = FIELD.get(task);
        if (captured == run) {
            FIELD.set(task, run.frontier == null ? NOTHING_LOGGED : run.frontier);
        } else if (captured instanceof ForkJoinRun scheduled && scheduled.periodic) {
            scheduled.frontier = run.frontier;
        }
    }

    /** A task's failure is about to be recorded, in a method that its run has called. */
    @Hidden
    public static void failing(Throwable thrown, ForkJoinTask<?> task) {
        try {
            if (State.current().task instanceof ForkJoinRun run && run.running == task) {
                Stitcher.leaves(thrown, run, 1);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A task threw. */
    @Hidden
    public static void failed(Throwable thrown, ForkJoinTask<?> task) {
        try {
            State state = State.current();
            ForkJoinRun run = runOf(task, state);
            if (run != null) {
                Stitcher.leaves(thrown, run, 0);
                end(task, run, state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The current task has waited for another. */
    public static void joined(ForkJoinTask<?> task) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                if (FIELD.get(task) instanceof Frontier frontier) {
                    State.current().task.join(frontier, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private ForkJoinHooks() {}
}
