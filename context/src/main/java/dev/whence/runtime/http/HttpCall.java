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
 * A call of a client whose response comes to the client's own threads: where it was made, and what it has seen since.
 *
 * <p>Whatever the client does for it there, it does as the task that made the call would go on. Its steps follow each
 * other, so plain fields do: whatever brings the next one publishes them.
 */
public final class HttpCall {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP calls");

    private final Task context;

    /** What precedes the next step. */
    private @Nullable Frontier frontier;

    /** What precedes the result. */
    private @Nullable Frontier completion;

    private HttpCall(Task context) {
        this.context = context;
        this.frontier = context.labelledFrontier();
    }

    /** One step of an call. */
    private static final class Step extends Task {
        private final HttpCall call;

        Step(HttpCall call) {
            super(call.context);
            this.call = call;
            this.frontier = call.frontier;
            this.frontierLabelled = true;
        }

        void end(State state) {
            call.frontier = frontier;
            unwind(state);
        }
    }

    /** The current task makes a call, whose response an object of the client awaits. */
    public static @Nullable Object begun(Object waiting) {
        if (SWITCH.isOnFor(waiting)) {
            try {
                State state = State.current();
                return new HttpCall(new Task(state.task, Sites.hop(state, FunctionType.of(waiting))));
            } catch (Throwable e) {
                SWITCH.failed(e, waiting);
            }
        }
        return null;
    }

    /** The current thread does the next step of an call, until it is {@link #left}. */
    public static void step(@Nullable Object call) {
        if (SWITCH.isOn()) {
            try {
                new Step(of(call)).resume();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task completes an call, which tells those that wait for it before it is {@link #left}. */
    public static void completing(@Nullable Object call) {
        if (SWITCH.isOn()) {
            try {
                of(call).complete(State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** What was begun before the agent has none; but each step is {@link #left}, so that it must be taken as well. */
    private static HttpCall of(@Nullable Object call) {
        return call instanceof HttpCall known ? known : new HttpCall(Task.ofNobody());
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

    /** The current task has waited for the result of an call. */
    public static void joined(@Nullable Object call) {
        if (SWITCH.isOn()) {
            try {
                if (call instanceof HttpCall known) {
                    State.current().task.join(known.completion, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }
}
