package dev.whence.context;

import java.util.concurrent.Executor;

/** An executor that captures the current correlation at each submission. */
class PropagatingExecutor<E extends Executor> implements Executor {
    final E delegate;

    PropagatingExecutor(E delegate) {
        this.delegate = java.util.Objects.requireNonNull(delegate, "executor");
    }

    @Override
    public void execute(Runnable task) {
        delegate.execute(Correlation.current().wrap(task));
    }
}
