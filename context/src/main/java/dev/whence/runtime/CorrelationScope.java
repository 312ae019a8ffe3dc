package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import org.jspecify.annotations.Nullable;

/** A correlation that is current in a task until the scope is closed. */
final class CorrelationScope implements Scope {
    private final State state;
    private final @Nullable CorrelationScope outer;
    final Task task;
    private final Correlation opened;
    private final Correlation previous;
    private final StrictCheck check = StrictCheck.opened();
    private boolean closed;

    CorrelationScope(State state, Correlation correlation) {
        this.state = state;
        this.outer = state.scope;
        state.scope = this;
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
        state.scope = outer;
    }
}
