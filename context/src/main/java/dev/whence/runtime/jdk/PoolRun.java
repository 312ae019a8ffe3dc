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
    }

    /** What is done around the run of a future. */
    PoolRun(Task run, FutureTask<?> future) {
        super(run);
        this.function = FunctionType.of(future);
    }

    /** A run in no context. */
    PoolRun() {
        this.function = null;
    }

    /** The carrier of a runnable, if it was handed to the current thread. */
    static @Nullable Carrier handed(State state, @Nullable Object runnable) {
        return state.handed instanceof Carrier carrier && carrier.runnable == runnable ? carrier : null;
    }

    /** The run around that of a future; null if no code of the program is called there. */
    static @Nullable PoolRun around(FutureTask<?> future, ThreadPoolExecutor executor) {
        boolean isObserved = executor.getClass() != ThreadPoolExecutor.class || future.getClass() != FutureTask.class;
        Task run = isObserved ? FutureTaskHooks.around(future) : null;
        return run == null ? null : new PoolRun(run, future);
    }

    @Override
    protected final String dispatcher() {
        return "java.util.concurrent.ThreadPoolExecutor.runWorker";
    }

    /** A runnable, and the task of its run, between {@code execute} and the queue or worker. */
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

        /** Not reached by way of the executor, which unwraps it; right all the same. */
        @Override
        @Hidden
        public void run() {
            runnable.run();
        }
    }
}
