package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;

/** A correlation that is current in a task until the scope is closed. */
final class CorrelationScope implements Scope {
    private final State state;
    private final Task task;
    private final Correlation opened;
    private final Correlation previous;
    private final StrictCheck check = StrictCheck.opened();
    private boolean closed;

    CorrelationScope(State state, Correlation correlation) {
        this.state = state;
        this.task = state.task;
        this.opened = correlation;
        this.previous = task.correlation;
        task.correlation = correlation;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (check.isWrongThread(state) || state.task != task || task.correlation != opened) {
            check.report("A correlation scope for " + opened.id(), state);
            return;
        }
        task.correlation = previous;
    }
}
