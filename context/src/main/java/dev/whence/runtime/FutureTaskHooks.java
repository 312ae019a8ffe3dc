package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FutureTask} calls.
 *
 * <p>One field of the future holds, before the run, the task that was captured at the submission (or, until there is one,
 * at the construction), and after the run the frontier of the run, for whoever gets the result. The frontier is written
 * before the future's state, which publishes it.
 */
public final class FutureTaskHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("FutureTask");
    private static final @Nullable VarHandle FIELD = InjectedField.of(FutureTask.class);
    private static final WeakTable<Object> TABLE = new WeakTable<>();

    /** One run of a future's callable. */
    private static final class FutureRun extends Task {
        FutureRun(State state, FunctionType function) {
            super(state.task, Sites.hop(state, function));
            linkIfEndless();
        }

        /** A run of a periodic future, which is an operation of its own. */
        FutureRun(FutureRun scheduled) {
            super(Correlation.onDemand(), scheduled.hop, scheduled.frontier, null);
        }

        @Override
        String dispatcher() {
            return "java.util.concurrent.FutureTask";
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
                    set(future, new FutureRun(State.current(), type));
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A future is submitted or given to a thread: it runs in the context of that place, not of its construction. */
    static void submitted(FutureTask<?> future, State state) {
        Object captured = get(future);
        if (captured instanceof FutureRun run && !run.isForkOf(state.task)) {
            set(future, new FutureRun(state, FunctionType.of(future)));
        }
    }

    /** Instead of {@code callable.call()} in {@code run}. */
    @Hidden
    public static @Nullable Object call(Callable<?> callable, FutureTask<?> future) throws Exception {
        Object captured = SWITCH.isOn() ? get(future) : null;
        if (!(captured instanceof FutureRun run)) {
            return callable.call();
        }
        set(future, null);
        State state = run.resume();
        try {
            return callable.call();
        } catch (Throwable e) {
            run.failed(e);
            throw e;
        } finally {
            run.restore(state);
            set(future, run.frontier);
        }
    }

    /** Instead of {@code callable.call()} in {@code runAndReset}; what one run logged precedes the next. */
    @Hidden
    public static @Nullable Object callPeriodic(Callable<?> callable, FutureTask<?> future) throws Exception {
        Object captured = SWITCH.isOn() ? get(future) : null;
        if (!(captured instanceof FutureRun scheduled)) {
            return callable.call();
        }
        FutureRun run = new FutureRun(scheduled);
        State state = run.resume();
        try {
            return callable.call();
        } catch (Throwable e) {
            run.failed(e);
            throw e;
        } finally {
            run.restore(state);
            scheduled.frontier = run.frontier;
        }
    }

    /** The future's result is about to be published by code that is not its run. */
    public static void completing(FutureTask<?> future) {
        if (Causality.isTracked() && SWITCH.isOn() && get(future) instanceof FutureRun scheduled) {
            Frontier completer = State.current().task.frontier;
            set(future, Frontier.either(scheduled.frontier, completer));
        }
    }

    /** The future's result is handed to the current task. */
    public static void joined(FutureTask<?> future) {
        if (Causality.isTracked() && SWITCH.isOn() && !future.isCancelled()) {
            if (get(future) instanceof Frontier frontier) {
                State.current().task.join(frontier, Edge.JOIN);
            }
        }
    }

    private static @Nullable Object get(FutureTask<?> future) {
        return FIELD != null ? FIELD.get(future) : TABLE.get(future);
    }

    private static void set(FutureTask<?> future, @Nullable Object value) {
        if (FIELD != null) {
            FIELD.set(future, value);
        } else if (value != null) {
            TABLE.put(future, value);
        } else {
            TABLE.remove(future);
        }
    }

    private FutureTaskHooks() {}
}
