package dev.whence.runtime.http;

import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/**
 * A call of a client whose answer comes to the client's own threads: where it was made, and what it has seen since.
 *
 * <p>Whatever the client does for it there, it does as the task that made the call would go on. Its steps follow each
 * other, so plain fields do: whatever brings the next one publishes them.
 */
public final class Exchange {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP calls");

    private final Task context;

    /** What precedes the next step. */
    private @Nullable Frontier frontier;

    /** What precedes the result. */
    private @Nullable Frontier completion;

    private Exchange(Task context) {
        this.context = context;
        this.frontier = context.labelledFrontier();
    }

    /** One step of an exchange. */
    private static final class Step extends Task {
        private final Exchange exchange;

        Step(Exchange exchange) {
            super(exchange.context);
            this.exchange = exchange;
            this.frontier = exchange.frontier;
            this.frontierLabelled = true;
        }

        void end(State state) {
            exchange.frontier = frontier;
            unwind(state);
        }
    }

    /** The current task makes a call, whose answer an object of the client awaits. */
    public static @Nullable Object begun(Object waiting) {
        if (SWITCH.isOnFor(waiting)) {
            try {
                State state = State.current();
                return new Exchange(new Task(state.task, Sites.hop(state, FunctionType.of(waiting))));
            } catch (Throwable e) {
                SWITCH.failed(e, waiting);
            }
        }
        return null;
    }

    /** The current thread does the next step of an exchange, until it is {@link #left}. */
    public static void step(@Nullable Object exchange) {
        if (SWITCH.isOn()) {
            try {
                new Step(of(exchange)).resume();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task completes an exchange, which tells those that wait for it before it is {@link #left}. */
    public static void completing(@Nullable Object exchange) {
        if (SWITCH.isOn()) {
            try {
                of(exchange).complete(State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** What was begun before the agent has none; but each step is {@link #left}, so that it must be taken as well. */
    private static Exchange of(@Nullable Object exchange) {
        return exchange instanceof Exchange known ? known : new Exchange(Task.ofNobody());
    }

    private void complete(@Nullable Frontier by) {
        if (completion == null) {
            completion = by;
        }
        Step step = new Step(this);
        step.join(by, Edge.COMPLETE);
        step.resume();
    }

    /** The current thread leaves the step that it does, if it does. */
    public static void left() {
        try {
            State state = State.current();
            Step step = state.innermost(Step.class);
            if (step != null) {
                step.end(state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The current task has waited for the result of an exchange. */
    public static void joined(@Nullable Object exchange) {
        if (SWITCH.isOn()) {
            try {
                if (exchange instanceof Exchange known) {
                    State.current().task.join(known.completion, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }
}
