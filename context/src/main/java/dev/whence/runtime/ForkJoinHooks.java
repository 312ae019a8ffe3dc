package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ForkJoinTask} and {@link ForkJoinPool} call.
 *
 * <p>One field of the task holds, before the run, the task captured at the fork or submission, and after the run its
 * frontier, for whoever joins it. The pool that schedules virtual threads is left alone.
 */
public final class ForkJoinHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");
    private static final @Nullable VarHandle FIELD = InjectedField.of(ForkJoinTask.class);
    private static final WeakTable<Object> TABLE = new WeakTable<>();

    /** One run of a fork-join task. */
    private static final class ForkJoinRun extends Task {
        private final boolean periodic;

        /** The JDK's task, while it runs. */
        private @Nullable ForkJoinTask<?> running;

        ForkJoinRun(State state, FunctionType type, boolean periodic) {
            super(state.task, Sites.hop(state, type));
            this.periodic = periodic;
            linkIfEndless();
        }

        /** A run of a periodic task, which is an operation of its own. */
        ForkJoinRun(ForkJoinRun scheduled) {
            super(Correlation.onDemand(), scheduled.hop, scheduled.frontier, null);
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

    private static void capture(ForkJoinTask<?> task, boolean periodic) {
        if (SWITCH.isOn()) {
            try {
                FunctionType type = FunctionType.of(task);
                if (!type.isInternal) {
                    set(task, new ForkJoinRun(State.current(), type, periodic));
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A task is about to be executed. */
    public static void begin(ForkJoinTask<?> task) {
        Object captured = get(task);
        if (captured instanceof ForkJoinRun run) {
            try {
                ForkJoinRun current = run.periodic ? new ForkJoinRun(run) : run;
                current.running = task;
                current.resume();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * A task has been executed, and its result is about to be published. One that was not captured, as those that carry
     * virtual threads, is left alone at once.
     */
    public static void end(ForkJoinTask<?> task) {
        if (!(get(task) instanceof ForkJoinRun)) {
            return;
        }
        try {
            State state = State.current();
            if (state.task instanceof ForkJoinRun run && run.running == task) {
                end(task, run, state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void end(ForkJoinTask<?> task, ForkJoinRun run, State state) {
        run.running = null;
        run.restore(state);
        Object captured = get(task);
        if (captured == run) {
            set(task, run.frontier);
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
            if (state.task instanceof ForkJoinRun run && run.running == task) {
                Stitcher.leaves(thrown, run, 0);
                end(task, run, state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The current task has waited for another. */
    public static void joined(ForkJoinTask<?> task) {
        if (Causality.isTracked() && SWITCH.isOn() && get(task) instanceof Frontier frontier) {
            State.current().task.join(frontier, Edge.JOIN);
        }
    }

    private static @Nullable Object get(ForkJoinTask<?> task) {
        return FIELD != null ? FIELD.get(task) : TABLE.get(task);
    }

    private static void set(ForkJoinTask<?> task, @Nullable Object value) {
        if (FIELD != null) {
            FIELD.set(task, value);
        } else if (value != null) {
            TABLE.put(task, value);
        } else {
            TABLE.remove(task);
        }
    }

    private ForkJoinHooks() {}
}
