package dev.whence.context;

import java.util.concurrent.Executor;

/** An executor that runs each task in the correlation that was current at its submission. */
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
