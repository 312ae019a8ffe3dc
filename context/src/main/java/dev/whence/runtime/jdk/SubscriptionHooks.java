package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.StepwiseWork;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/** What the subscriptions of {@link java.util.concurrent.SubmissionPublisher} call: a subscriber is a {@link StepwiseWork}. */
public final class SubscriptionHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("SubmissionPublisher");
    private static final String DISPATCHER = "java.util.concurrent.";

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A subscriber subscribes. */
    public static @Nullable Object subscribed(@Nullable Object subscriber) {
        if (SWITCH.isOn() && subscriber != null) {
            try {
                return new StepwiseWork(State.current(), FunctionType.of(subscriber), DISPATCHER);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** The current thread is about to call a subscriber, perhaps one from before the agent, until the {@link #end}. */
    public static void begin(@Nullable Object subscription) {
        if (SWITCH.isOn()) {
            try {
                StepwiseWork strand = subscription instanceof StepwiseWork known
                        ? known
                        : new StepwiseWork(Task.ofNobody(), DISPATCHER);
                strand.step();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current thread has called a subscriber. */
    public static void end() {
        try {
            State state = State.current();
            StepwiseWork.Step step = state.innermost(StepwiseWork.Step.class);
            if (step != null) {
                step.end(state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private SubscriptionHooks() {}
}
