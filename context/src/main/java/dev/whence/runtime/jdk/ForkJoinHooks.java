package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Hop;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.SurroundingRun;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.table.InjectedField;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ForkJoinTask} and {@link ForkJoinPool} call.
 *
 * <p>One field of the task holds, before the run, the task captured at the fork or submission, and after the run its
 * frontier, for whoever joins it. It may change during the run, as a task can fork itself again and that run can be over
 * first; so the end of a run looks for it among those of its thread. That of a completer stays: see
 * {@link CompleterHooks}. The pool that schedules virtual threads is left alone.
 */
public final class ForkJoinHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");
    private static final Object NOTHING_LOGGED = new Object();
    private static final InjectedField FIELD = InjectedField.of(ForkJoinTask.class);

    /** One run of a fork-join task. */
    static class ForkJoinRun extends SurroundingRun {
        private final boolean periodic;

        /** The JDK's task, while it runs. */
        private @Nullable ForkJoinTask<?> running;

        ForkJoinRun(State state, @Nullable Hop hop, boolean periodic) {
            super(state.task, hop);
            this.periodic = periodic;
            linkIfEndless();
        }

        ForkJoinRun(Task captured) {
            super(captured);
            this.periodic = false;
        }

        private ForkJoinRun(Correlation own, ForkJoinRun scheduled) {
            super(own, scheduled);
            this.periodic = true;
        }

        /** The task that runs: this, unless it is needed again. */
        ForkJoinRun next() {
            return periodic ? new ForkJoinRun(Correlation.onDemand(), this) : this;
        }

        @Override
        protected String dispatcher() {
            return "java.util.concurrent.ForkJoinTask.doExec";
        }
    }

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A task is forked by a worker, or to the common pool. */
    public static void forked(ForkJoinTask<?> task) {
        capture(task, null, false);
    }

    /** A task is submitted to a pool. */
    public static void submitted(@Nullable ForkJoinTask<?> task, ForkJoinPool pool) {
        capture(task, pool, false);
    }

    /** A task is scheduled for later, periodically if the delay between runs is not 0. */
    public static void scheduled(@Nullable ForkJoinTask<?> task, long nextDelay, ForkJoinPool pool) {
        capture(task, pool, nextDelay != 0);
    }

    /** The pool of virtual threads is the JDK's own; one of a class of the program's is not asked for anything. */
    private static boolean isOfVirtualThreads(ForkJoinPool pool) {
        return pool.getClass().getClassLoader() == null && FunctionType.of(pool.getFactory()).isInternal;
    }

    /** A runnable is given to a pool, which makes a task for it and submits that. */
    public static void executing(@Nullable Runnable runnable) {
        if (runnable != null && SWITCH.isOn()) {
            try {
                State state = State.current();
                state.isForkingShared = FunctionType.of(runnable).isShared;
                ExecutorHooks.handedOn(state, runnable, true);
                FutureTaskHooks.given(runnable, state);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void capture(@Nullable ForkJoinTask<?> task, @Nullable ForkJoinPool pool, boolean periodic) {
        if (task != null && SWITCH.isOn()) {
            try {
                if (pool != null && isOfVirtualThreads(pool)) {
                    return;
                }
                State state = State.current();
                FunctionType type = FunctionType.of(task);
                if (!type.isInternal && !state.isForkingShared) {
                    capture(task, state, Sites.hop(state, type), periodic);
                }
                state.isForkingShared = false;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void capture(ForkJoinTask<?> task, State state, @Nullable Hop hop, boolean periodic) {
        if (task instanceof CountedCompleter<?> completer) {
            CompleterHooks.capture(completer, state, hop);
        } else {
            capture(task, new ForkJoinRun(state, hop, periodic));
        }
    }

    static void capture(ForkJoinTask<?> task, ForkJoinRun run) {
        FIELD.set(task, run);
    }

    /** A task is about to be executed. */
    public static void begin(ForkJoinTask<?> task) {
        try {
            Object captured = FIELD.get(task);
            if (captured instanceof ForkJoinRun run) {
                ForkJoinRun current = run.next();
                current.running = task;
                State state = State.current();
                current.begins();
                if (state.task == state.idle) {
                    current.resumeWithin(state);
                } else {
                    current.resume(state);
                }
            } else if (captured == null && task instanceof CountedCompleter<?> completer && SWITCH.isOn()) {
                State state = State.current();
                CompleterHooks.capture(completer, state, state.task.hop);
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
            State state = State.current();
            if (isRunning(task, state)) {
                Throwables.failing(thrown, state.task, task);
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
                Throwables.leaves(thrown, run, task);
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
                Object left = FIELD.get(task);
                if (left instanceof Frontier frontier) {
                    State.current().task.join(frontier, Edge.JOIN);
                } else {
                    State.current().task.join(CompleterHooks.gathered(left), Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** What was captured for a task, or left by it. */
    static @Nullable Object captured(ForkJoinTask<?> task) {
        return FIELD.get(task);
    }

    /** What was captured for a task; if nothing was, that is it from now on. */
    static Object capturedOr(ForkJoinTask<?> task, Object other) {
        return FIELD.putIfAbsent(task, other);
    }

    /** Whether it is the very run of a task in which the thread is. */
    static boolean isRunning(ForkJoinTask<?> task, State state) {
        return state.task instanceof ForkJoinRun run && run.running == task;
    }

    private ForkJoinHooks() {}
}
