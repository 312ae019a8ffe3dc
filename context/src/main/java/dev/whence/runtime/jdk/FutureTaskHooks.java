package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Failures;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link FutureTask}.
 *
 * <h2>The injected field</h2>
 *
 * <p>One field of the future serves two purposes. Before the run it holds the captured task: first the task captured at
 * the construction, and later the task captured at the submission. After the run it holds the frontier of the run, for
 * the tasks that get the result. The hook writes the frontier before the future writes its state. So the state
 * publishes the frontier together with the result. If a thread tries to cancel the future, the field holds a {@link
 * Cancellation} from then on.
 *
 * <h2>Which context a run has</h2>
 *
 * <p>The context of the submission takes the place of the context of the construction. There are three special cases:
 *
 * <ul>
 *   <li>The future runs as a part of the current task if that task has constructed it and has not submitted it. The
 *       same holds if the future runs inside the call that submits it.
 *   <li>A future that is submitted twice runs in the context of both submissions. If these differ, it runs in none,
 *       because nothing tells which of the two executors runs it first.
 *   <li>A later submission by a thread without a context changes nothing. Such a thread only hands the future on.
 * </ul>
 */
public final class FutureTaskHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("FutureTask");
    private static final InjectedField FIELD = InjectedField.of(FutureTask.class);

    /** The value of the field while the future runs as a part of the current task. */
    private static final Object PART = new Object();

    /**
     * Loads what failures need. {@link FutureTask} calls this method in its initialiser, so that this class is not
     * loaded later inside a hook.
     */
    public static void load() {
        if (Failures.areWatched()) {
            Outcomes.load();
        }
    }

    /** Called when a future has been constructed. */
    public static void created(FutureTask<?> future, @Nullable Object function) {
        if (SWITCH.isOn() && function != null) {
            try {
                FunctionType type = FunctionType.of(function);
                if (!type.isInternal) {
                    State state = State.current();
                    FIELD.set(future, new FutureRun(state, type, state.reference()));
                    ExecutorHooks.handedOn(state, function, true);
                    remade(function, state);
                    if (state.starting != null && future instanceof RunnableScheduledFuture) {
                        state.starting.delayed(-1);
                    }
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Handles a future that is the function of another future. The current task, which has constructed the outer
     * future, counts as the one that has constructed the inner future.
     */
    private static void remade(Object function, State state) {
        if (function instanceof FutureTask<?> future && FIELD.get(future) instanceof FutureRun run) {
            if (run.maker == null) {
                submitted(future, state);
            } else if (run.hasHopAndContextOf(state.task)) {
                run.maker = state.reference();
            } else if (!run.isShared) {
                FIELD.set(future, new FutureRun(state, FunctionType.of(future), state.reference()));
            }
        }
    }

    /**
     * Notes that a class of the JDK has got a function and will call it. If the function is a future, it counts as
     * submitted.
     */
    static void given(Object function, State state) {
        if (function instanceof FutureTask<?> future) {
            submitted(future, state);
        }
    }

    /**
     * Called when a future is submitted or given to a thread. The future runs in the context of this submission, not of
     * its construction.
     */
    static void submitted(FutureTask<?> future, State state) {
        if (FIELD.get(future) instanceof FutureRun run) {
            boolean isFirst = run.maker != null || ExecutorHooks.isHandingOn(future, state);
            run.maker = null;
            run.timedAgain();
            if (!run.isShared && !run.hasHopAndContextOf(state.task)) {
                FutureRun submission = new FutureRun(state, FunctionType.of(future), null);
                run.withdrawn();
                if (isFirst) {
                    FIELD.set(future, submission);
                } else if (submission.hasContext() && !submission.hasEqualContext(run)) {
                    FIELD.set(future, new FutureRun());
                }
            }
        }
    }

    /**
     * Returns the task in which a worker of an executor calls {@code beforeExecute}, {@code done} and {@code
     * afterExecute} for a future. Null if the future has no context, or if it is periodic: each periodic run is an
     * operation of its own.
     */
    static @Nullable Task around(FutureTask<?> future) {
        return FIELD.get(future) instanceof FutureRun run && run.hasContext() && !FutureState.isPeriodic(future)
                ? run
                : null;
    }

    /** Replaces {@code callable.call()} in {@code run}. */
    @Hidden
    public static @Nullable Object call(Callable<?> callable, FutureTask<?> future) throws Exception {
        return call(callable, future, false);
    }

    /** Replaces {@code callable.call()} in {@code runAndReset}. */
    @Hidden
    public static @Nullable Object callPeriodic(Callable<?> callable, FutureTask<?> future) throws Exception {
        return call(callable, future, true);
    }

    @Hidden
    private static @Nullable Object call(Callable<?> callable, FutureTask<?> future, boolean isPeriodic)
            throws Exception {
        FutureRun run = begin(future, isPeriodic);
        return run == null ? callable.call() : callAsTask(callable, future, run, isPeriodic);
    }

    /**
     * Calls a callable as a task of its own. The frame of this method distinguishes such a call from a call that is a
     * part of the current task.
     */
    @Hidden
    private static @Nullable Object callAsTask(
            Callable<?> callable, FutureTask<?> future, FutureRun run, boolean isPeriodic) throws Exception {
        try {
            return callable.call();
        } catch (Throwable e) {
            run.failed(e, callable);
            if (isPeriodic) {
                died(future, run, e);
            } else if (Failures.areWatched()) {
                Outcomes.failed(future, e);
            }
            throw e;
        } finally {
            end(future, run);
        }
    }

    /**
     * Returns the run that begins, or null if the future runs as a part of the current task. The captured task of a
     * periodic future stays in the field, for the next run.
     */
    private static @Nullable FutureRun begin(FutureTask<?> future, boolean isPeriodic) {
        try {
            Object value = SWITCH.isOn() ? FIELD.get(future) : null;
            if (Cancellation.held(value) instanceof FutureRun captured) {
                State state = State.current();
                boolean isPart = !isPeriodic && captured.isPartOf(state, future);
                FutureRun run = isPeriodic ? new FutureRun(captured) : captured;
                if (!isPeriodic && value == captured) {
                    FIELD.set(future, isPart ? PART : null);
                }
                if (!isPart) {
                    due(future, run);
                    run.begins();
                    run.resumeWithin(state);
                    return run;
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return null;
    }

    /** Tells a run of a scheduled future how late it is: it has not waited for a thread before its time. */
    private static void due(FutureTask<?> future, FutureRun run) {
        if (run.isMeasured() && future instanceof RunnableScheduledFuture<?> scheduled) {
            boolean isOfJdk = future.getClass().getClassLoader() == null;
            run.delayed(isOfJdk ? -scheduled.getDelay(TimeUnit.NANOSECONDS) : -1);
        }
    }

    /** Called when a run of a periodic future has thrown. It does not run any more. */
    private static void died(FutureTask<?> future, FutureRun run, Throwable thrown) {
        try {
            if (FutureState.isPeriodic(future) && FutureState.failsUnseen(future)) {
                Task scheduled = Cancellation.held(FIELD.get(future)) instanceof FutureRun captured ? captured : null;
                Incidents.periodicTaskDied(future, run, scheduled, thrown);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void end(FutureTask<?> future, FutureRun run) {
        try {
            if (run.isMeasured() && FutureState.isCancelled(future)) {
                run.cancelled();
            }
            run.restore(State.current());
            Object left = FIELD.get(future);
            if (Cancellation.held(left) instanceof FutureRun scheduled && scheduled != run) {
                scheduled.repeatsAfter(run);
            } else {
                leave(future, left, run.frontier);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Leaves the frontier of the run that completes a future, whose field holds {@code value}. */
    private static void leave(FutureTask<?> future, @Nullable Object value, @Nullable Frontier frontier) {
        if (value instanceof Cancellation attempt) {
            attempt.left = frontier;
        } else if (!(value instanceof Frontier)) {
            FIELD.set(future, frontier);
        }
    }

    /**
     * Called before the result of a future is published. A run of its own has left its frontier in the field by then,
     * and this method does nothing. So it concerns futures that run as a part of the current task, and futures that
     * other code completes.
     */
    public static void completing(FutureTask<?> future) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Object value = FIELD.get(future);
                Object captured = Cancellation.held(value);
                Frontier completer = State.current().task.frontier;
                if (captured instanceof FutureRun scheduled && !hasLeft(value)) {
                    leave(future, value, Frontier.either(scheduled.frontier, completer));
                } else if (captured == PART) {
                    leave(future, value, completer);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static boolean hasLeft(@Nullable Object value) {
        return value instanceof Cancellation attempt && attempt.left != null;
    }

    /** Called before the current task tries to cancel a future. */
    public static void cancelling(FutureTask<?> future) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                if (FutureState.isNew(future)) {
                    Cancellation.attempt(FIELD, future);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when the current task has cancelled a future and that has dropped its callable. {@code runner} is the
     * thread that runs the future.
     *
     * <p>If there is none, no thread will run the future any more, and the captured task can be dropped. This is safe
     * because of the order in {@code FutureTask.run}: a thread sets {@code runner} first and checks for a cancellation
     * afterwards.
     */
    public static void cancelled(FutureTask<?> future, @Nullable Thread runner) {
        try {
            Object value = FIELD.get(future);
            if (runner != null) {
                Incidents.cancelledInRun(future);
            } else if (Cancellation.held(value) instanceof FutureRun run) {
                run.cancelled();
            }
            if (value instanceof Cancellation attempt) {
                Cancellation.succeeded(FIELD, future, runner == null ? null : attempt.held);
            } else if (runner == null && value instanceof FutureRun) {
                FIELD.set(future, null);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called before the current task gets the result of a future. */
    public static void joined(FutureTask<?> future) {
        if (Failures.areWatched()) {
            Outcomes.observed(future);
        }
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Object left = FIELD.get(future);
                if (left instanceof Cancellation attempt) {
                    State.current().task.join(attempt.frontier(FutureState.isCancelled(future)), Edge.JOIN);
                } else if (left instanceof Frontier frontier && !FutureState.isCancelled(future)) {
                    State.current().task.join(frontier, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Returns the captured task of a future that waits to be run, or null if there is none. */
    static @Nullable Task captured(FutureTask<?> future) {
        return Cancellation.held(FIELD.get(future)) instanceof FutureRun run ? run : null;
    }

    private FutureTaskHooks() {}
}
