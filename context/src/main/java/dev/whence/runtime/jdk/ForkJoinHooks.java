package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Hop;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.table.InjectedField;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link ForkJoinTask} and {@link ForkJoinPool}.
 *
 * <p>One field of the JDK's task serves two purposes. Before the run it holds the task captured at the fork or
 * submission. After the run it holds the frontier of the run, for the tasks that join it. If a thread tries to
 * cancel the task, it holds a {@link Cancellation} from then on.
 *
 * <p>The field may change during the run. A task can fork itself again, and the second run can end before the first. So
 * the end of a run does not trust the field. It looks for the run among the running tasks of its thread.
 *
 * <p>The captured task of a {@link CountedCompleter} stays in the field after the run: see {@link CompleterHooks}. The
 * pool that schedules virtual threads is left alone.
 */
public final class ForkJoinHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");
    private static final Object NOTHING_LOGGED = new Object();
    private static final InjectedField FIELD = InjectedField.of(ForkJoinTask.class);

    /** Does nothing. {@link ForkJoinTask} calls it in its initialiser, so that no hook loads this class later. */
    public static void load() {}

    /** Called when a task is forked, by a worker or to the common pool. */
    public static void forked(ForkJoinTask<?> task) {
        capture(task, null, false);
    }

    /** Called when a task is submitted to a pool. */
    public static void submitted(@Nullable ForkJoinTask<?> task, ForkJoinPool pool) {
        capture(task, pool, false);
    }

    /** Called when a task is scheduled for later. It is periodic if the delay between its runs is not 0. */
    public static void scheduled(@Nullable ForkJoinTask<?> task, long nextDelay, ForkJoinPool pool) {
        capture(task, pool, nextDelay != 0);
        if (task != null && SWITCH.isOn()) {
            try {
                State state = State.current();
                Sources.noteDelayed(state, task);
                if (state.starting != null) {
                    state.starting.delayed(-1);
                }
                if (FIELD.get(task) instanceof ForkJoinRun run) {
                    run.delayed(-1);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Returns whether a pool is the scheduler of virtual threads. That pool is of a class of the JDK. No method is
     * called on a pool of a class of the program.
     */
    private static boolean isOfVirtualThreads(ForkJoinPool pool) {
        return pool.getClass().getClassLoader() == null && FunctionType.of(pool.getFactory()).isInternal;
    }

    /**
     * Called when a runnable is given to a pool. The pool is about to make a task for the runnable and to submit that
     * task.
     */
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
                if (type.isShared) {
                    capture(task, new ForkJoinRun(Task.ofNobody()));
                } else if (!type.isInternal && !state.isForkingShared) {
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
            ForkJoinRun run = new ForkJoinRun(state, hop, periodic);
            run.timed(state);
            capture(task, run);
        }
    }

    static void capture(ForkJoinTask<?> task, ForkJoinRun run) {
        FIELD.set(task, run);
    }

    /** Called before a task is executed. */
    public static void begin(ForkJoinTask<?> task) {
        try {
            Object captured = Cancellation.held(FIELD.get(task));
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
     * Called when a task has been executed and its result is about to be published. A task that was not captured
     * returns at once. The tasks that run virtual threads are of this kind.
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
        leave(task, run);
    }

    /** Leaves the frontier of a run in the field, for the tasks that join it, or for the next run. */
    private static void leave(ForkJoinTask<?> task, ForkJoinRun run) {
        Object captured = FIELD.get(task);
        if (captured == run) {
            FIELD.set(task, run.frontier == null ? NOTHING_LOGGED : run.frontier);
        } else if (captured instanceof Cancellation attempt && attempt.held == run) {
            attempt.left = run.frontier;
        } else {
            leaveForNext(captured, run);
        }
    }

    private static void leaveForNext(@Nullable Object captured, ForkJoinRun run) {
        if (captured instanceof ForkJoinRun scheduled && scheduled.periodic && !run.hasLeft) {
            scheduled.repeatsAfter(run);
            run.hasLeft = true;
        }
    }

    /**
     * Called when the function of a scheduled task has run, and before the pool schedules the next run of a periodic
     * one. Another thread may begin that run before this one has {@linkplain #end ended}.
     */
    public static void rescheduling(ForkJoinTask<?> task) {
        try {
            State state = State.current();
            if (state.task instanceof ForkJoinRun run && run.running == task) {
                leaveForNext(FIELD.get(task), run);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called before the failure of a task is recorded, in a method that the run of the task has called. */
    @Hidden
    public static void failing(Throwable thrown, ForkJoinTask<?> task) {
        try {
            State state = State.current();
            if (state.task instanceof ForkJoinRun run && run.running == task) {
                Throwables.failing(thrown, run, task);
                if (FIELD.get(task) instanceof ForkJoinRun scheduled && scheduled.periodic) {
                    Incidents.periodicTaskDied(task, run, scheduled, thrown);
                }
                leave(task, run);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a task has thrown. */
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

    /** Called before the current task tries to cancel another one. Those of completers are left alone. */
    public static void cancelling(ForkJoinTask<?> task) {
        if (SWITCH.isOn()) {
            try {
                if (!task.isDone() && !(task instanceof CountedCompleter)) {
                    if (Cancellation.held(FIELD.get(task)) instanceof ForkJoinRun run) {
                        run.cancelled();
                    }
                    if (Causality.isTracked()) {
                        Cancellation.attempt(FIELD, task);
                    }
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current task has waited for another task, which may have failed or be cancelled. */
    public static void joined(ForkJoinTask<?> task) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                if (task.isDone()) {
                    State.current().task.join(left(task), Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Returns the frontier that precedes whoever has waited for a task. */
    private static @Nullable Frontier left(ForkJoinTask<?> task) {
        Object left = FIELD.get(task);
        if (left instanceof Cancellation attempt) {
            return attempt.frontier(task.isCancelled());
        }
        if (task.isCancelled()) {
            return null;
        }
        if (left instanceof ForkJoinRun scheduled && scheduled.periodic) {
            // Its last run has failed.
            return scheduled.frontier;
        }
        return left instanceof Frontier frontier ? frontier : CompleterHooks.gathered(left);
    }

    /** Returns the value of the field: the captured task before the run, or what the run has left. */
    static @Nullable Object captured(ForkJoinTask<?> task) {
        return FIELD.get(task);
    }

    /** Returns the value of the field. If there is none, sets the other value and returns that. */
    static Object capturedOr(ForkJoinTask<?> task, Object other) {
        return FIELD.putIfAbsent(task, other);
    }

    /** Returns whether the current task of the thread is the run of a certain task. */
    static boolean isRunning(ForkJoinTask<?> task, State state) {
        return state.task instanceof ForkJoinRun run && run.running == task;
    }

    private ForkJoinHooks() {}
}
