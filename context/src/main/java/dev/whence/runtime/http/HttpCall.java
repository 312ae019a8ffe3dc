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
 * A call of an HTTP client whose response arrives on the client's own threads. It holds the context of the program's
 * call, and the frontier after the last step.
 *
 * <p>Each step of the client for this call runs in the context of the task that made the call, and descends from the
 * step before. The steps never overlap, so plain fields are enough: the hand-over from one step to the next publishes
 * them.
 */
public final class HttpCall {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP calls");

    private final Task context;

    /** The frontier before the next step. */
    private @Nullable Frontier frontier;

    /** The frontier before the result. */
    private @Nullable Frontier completion;

    private HttpCall(Task context) {
        this.context = context;
        this.frontier = context.labelledFrontier();
    }

    /** One step of a call. */
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

    /**
     * Called when the current task makes a call. {@code waiting} is the object of the client that waits for the
     * response.
     */
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

    /** Called when the current thread begins the next step of a call. {@link #left} follows. */
    public static void step(@Nullable Object call) {
        if (SWITCH.isOn()) {
            try {
                new Step(of(call)).resume();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when the current task completes a call. The client notifies those that wait for the result before {@link
     * #left} follows.
     */
    public static void completing(@Nullable Object call) {
        if (SWITCH.isOn()) {
            try {
                of(call).complete(State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Returns a call. A call from before the agent has no object, and gets an empty one. It needs one because {@link
     * #left} follows each step, and must find a step to end.
     */
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

    /** Called when the current thread leaves a step. Does nothing if the thread is in no step. */
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

    /** Called when the current task has waited for the result of a call. */
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
