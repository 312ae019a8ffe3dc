package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;

/**
 * A scope in which a correlation is current in a task. Only the program refers to it, so that a scope that is never
 * closed costs nothing.
 */
final class CorrelationScope implements Scope {
    private final State state;
    private final Task task;
    private final Correlation opened;
    private final Correlation previous;
    private final StrictCheck check;
    private boolean closed;

    CorrelationScope(State state, Correlation correlation) {
        this.state = state;
        this.task = state.task;
        this.opened = correlation;
        this.previous = task.correlation;
        this.check = StrictCheck.opened(state, correlation);
        task.correlation = correlation;
        task.scopeOpened();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (state.task != task && State.current() == state) {
            state.endLoose();
        }
        if (State.current() != state || state.task != task || task.correlation != opened) {
            check.closedWrongly(state);
            return;
        }
        check.closed(state);
        task.correlation = state.lasting(task, previous);
        task.scopeClosed();
    }
}
