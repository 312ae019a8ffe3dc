package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.State;
import dev.whence.runtime.SurroundingRun;
import dev.whence.runtime.Task;
import java.lang.ref.WeakReference;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One run of a future's callable. */
final class FutureRun extends SurroundingRun {
    final boolean isShared;

    /** The task that constructed the future. Null once the future is submitted. */
    @Nullable WeakReference<Task> maker;

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

    /** Creates a run without a context. */
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
    protected boolean isQueued() {
        return true;
    }

    @Override
    protected String dispatcher() {
        return "dev.whence.runtime.jdk.FutureTaskHooks.callAsTask";
    }
}
