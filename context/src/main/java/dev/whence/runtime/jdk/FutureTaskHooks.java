package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.SurroundingRun;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FutureTask} calls.
 *
 * <p>One field of the future holds, before the run, the task that was captured at the submission (or, until there is one,
 * at the construction), and after the run the frontier of the run, for whoever gets the result. The frontier is written
 * before the future's state, which publishes it.
 *
 * <p>What runs the future at once, as the task that has made it and not submitted it, or the call that submits it, runs it
 * as a part of itself.
 *
 * <p>A future that is submitted twice runs in the context of both, or if these differ, in none: nobody knows which of the
 * executors will be first. One that a thread hands on which belongs to no operation keeps what it has.
 */
public final class FutureTaskHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("FutureTask");
    private static final InjectedField FIELD = InjectedField.of(FutureTask.class);

    private static final @Nullable VarHandle STATE = InjectedField.handle(FutureTask.class, "state", int.class);

    /** The first of the states of a cancelled future. */
    private static final int CANCELLED = 4;

    /** In the place of a captured task while the future is run as a part of the current one. */
    private static final Object PART = new Object();

    /** One run of a future's callable. */
    private static final class FutureRun extends SurroundingRun {
        private final boolean isShared;

        /** Who made the future; null once that is submitted. */
        private @Nullable WeakReference<Task> maker;

        FutureRun(State state, FunctionType function, @Nullable WeakReference<Task> maker) {
            super(state, function);
            this.isShared = function.isShared;
            this.maker = maker;
            linkIfEndless();
        }

        FutureRun(FutureRun scheduled) {
            super(Correlation.onDemand(), scheduled);
            this.isShared = scheduled.isShared;
        }

        /** A run in no context. */
        FutureRun() {
            this.isShared = false;
        }

        boolean isPartOf(State state, FutureTask<?> future) {
            return maker != null
                    ? state.task.isWithin(maker) && mayBePartOf(state.task)
                    : ExecutorHooks.isInProgress(future, this, state);
        }

        @Override
        protected boolean isLikeBody() {
            return true;
        }

        @Override
        protected String dispatcher() {
            return "dev.whence.runtime.jdk.FutureTaskHooks.callAsTask";
        }
    }

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A future has been constructed. */
    public static void created(FutureTask<?> future, @Nullable Object function) {
        if (SWITCH.isOn() && function != null) {
            try {
                FunctionType type = FunctionType.of(function);
                if (!type.isInternal) {
                    State state = State.current();
                    FIELD.set(future, new FutureRun(state, type, state.reference()));
                    ExecutorHooks.handedOn(state, function, true);
                    remade(function, state);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** If the function of a future is a future, that is now made by who has made the other. */
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

    /** A function is handed over, in something of the JDK's that will call it; if it is a future, that is submitted. */
    static void given(Object function, State state) {
        if (function instanceof FutureTask<?> future) {
            submitted(future, state);
        }
    }

    /** A future is submitted or given to a thread: it runs in the context of that place, not of its construction. */
    static void submitted(FutureTask<?> future, State state) {
        if (FIELD.get(future) instanceof FutureRun run) {
            boolean isFirst = run.maker != null || ExecutorHooks.isHandingOn(future, state);
            run.maker = null;
            if (!run.isShared && !run.hasHopAndContextOf(state.task)) {
                FutureRun submission = new FutureRun(state, FunctionType.of(future), null);
                if (isFirst) {
                    FIELD.set(future, submission);
                } else if (submission.hasContext() && !submission.hasEqualContext(run)) {
                    FIELD.set(future, new FutureRun());
                }
            }
        }
    }

    /**
     * What the worker of an executor does around the run of a future: {@code beforeExecute}, {@code done} and
     * {@code afterExecute}. Null if that has no context, as around a periodic run, which is an operation of its own.
     */
    static @Nullable Task around(FutureTask<?> future) {
        return FIELD.get(future) instanceof FutureRun run && run.hasContext() && !isPeriodic(future) ? run : null;
    }

    /** One of the program's is not asked for anything. */
    private static boolean isPeriodic(FutureTask<?> future) {
        return future instanceof RunnableScheduledFuture<?> scheduled
                && (future.getClass().getClassLoader() != null || scheduled.isPeriodic());
    }

    /** Instead of {@code callable.call()} in {@code run}. */
    @Hidden
    public static @Nullable Object call(Callable<?> callable, FutureTask<?> future) throws Exception {
        return call(callable, future, false);
    }

    /** Instead of {@code callable.call()} in {@code runAndReset}. */
    @Hidden
    public static @Nullable Object callPeriodic(Callable<?> callable, FutureTask<?> future) throws Exception {
        return call(callable, future, true);
    }

    @Hidden
    private static @Nullable Object call(Callable<?> callable, FutureTask<?> future, boolean isPeriodic)
            throws Exception {
        FutureRun run = begin(future, isPeriodic);
        return run == null ? callable.call() : callAsTask(callable, future, run);
    }

    /** Not as a part of the current task: the frame tells the two apart. */
    @Hidden
    private static @Nullable Object callAsTask(Callable<?> callable, FutureTask<?> future, FutureRun run)
            throws Exception {
        try {
            return callable.call();
        } catch (Throwable e) {
            run.failed(e, callable);
            throw e;
        } finally {
            end(future, run);
        }
    }

    /** What was captured for periodic runs stays where it is. Null if the future is run as a part of the current task. */
    private static @Nullable FutureRun begin(FutureTask<?> future, boolean isPeriodic) {
        try {
            if (SWITCH.isOn() && FIELD.get(future) instanceof FutureRun captured) {
                State state = State.current();
                boolean isPart = !isPeriodic && captured.isPartOf(state, future);
                FutureRun run = isPeriodic ? new FutureRun(captured) : captured;
                if (!isPeriodic) {
                    FIELD.set(future, isPart ? PART : null);
                }
                if (!isPart) {
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

    private static void end(FutureTask<?> future, FutureRun run) {
        try {
            run.restore(State.current());
            Object left = FIELD.get(future);
            if (left instanceof FutureRun scheduled) {
                scheduled.frontier = run.frontier;
            } else if (left == null) {
                FIELD.set(future, run.frontier);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The future's result is about to be published by code that is not its run. */
    public static void completing(FutureTask<?> future) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Object captured = FIELD.get(future);
                if (captured instanceof FutureRun scheduled) {
                    FIELD.set(future, Frontier.either(scheduled.frontier, State.current().task.frontier));
                } else if (captured == PART) {
                    FIELD.set(future, State.current().task.frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * The future is cancelled, and its callable forgotten. If nobody runs it by now, nobody will: who is about to run it
     * looks for a cancellation after saying so.
     */
    public static void cancelled(FutureTask<?> future, @Nullable Thread runner) {
        if (runner == null) {
            try {
                if (FIELD.get(future) instanceof FutureRun) {
                    FIELD.set(future, null);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The future's result is handed to the current task. */
    public static void joined(FutureTask<?> future) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                if (FIELD.get(future) instanceof Frontier frontier && !isCancelled(future)) {
                    State.current().task.join(frontier, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Not asked of the future itself, as that may be of a class of the program's. */
    private static boolean isCancelled(FutureTask<?> future) {
        return STATE == null || (int) STATE.getVolatile(future) >= CANCELLED;
    }

    private FutureTaskHooks() {}
}
