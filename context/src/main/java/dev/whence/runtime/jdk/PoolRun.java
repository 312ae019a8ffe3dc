package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.State;
import dev.whence.runtime.SubmittedRun;
import dev.whence.runtime.Task;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** One run of a raw runnable by a thread pool. */
class PoolRun extends SubmittedRun {
    final @Nullable FunctionType function;

    PoolRun(State state, FunctionType function) {
        super(state, function);
        this.function = function;
        linkIfEndless();
    }

    PoolRun(PoolRun other) {
        super(other);
        this.function = other.function;
        timedAs(other);
    }

    /** Creates a run for the code that a worker calls before and after it runs a future. */
    PoolRun(Task run, FutureTask<?> future) {
        super(run);
        this.function = FunctionType.of(future);
    }

    /** Creates a run without a context. */
    PoolRun() {
        this.function = null;
    }

    /** Returns the carrier of a runnable if the current thread has got it, or else null. */
    static @Nullable Carrier handed(State state, @Nullable Object runnable) {
        return state.handed instanceof Carrier carrier && carrier.runnable == runnable ? carrier : null;
    }

    /**
     * Returns a run for the code that a worker calls before and after it runs a future. Null if none of this code is of
     * the program, or if the future has no context.
     */
    static @Nullable PoolRun around(FutureTask<?> future, ThreadPoolExecutor executor) {
        boolean isObserved = executor.getClass() != ThreadPoolExecutor.class || future.getClass() != FutureTask.class;
        Task run = isObserved ? FutureTaskHooks.around(future) : null;
        return run == null ? null : new PoolRun(run, future);
    }

    @Override
    protected final boolean isQueued() {
        return true;
    }

    @Override
    protected final String dispatcher() {
        return "java.util.concurrent.ThreadPoolExecutor.runWorker";
    }

    /**
     * A runnable and its captured task. It takes the place of the runnable from {@code execute} to the queue or worker,
     * which splits it.
     */
    static final class Carrier extends PoolRun implements Runnable {
        final Runnable runnable;

        Carrier(State state, FunctionType function, Runnable runnable) {
            super(state, function);
            this.runnable = runnable;
        }

        Carrier(PoolRun submission, Runnable runnable) {
            super(submission);
            this.runnable = runnable;
        }

        /** Runs the runnable. The executor does not call this method, because it splits carriers before. */
        @Override
        @Hidden
        public void run() {
            runnable.run();
        }
    }
}
