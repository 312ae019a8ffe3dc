package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.StepwiseWork;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of the subscriptions of {@link java.util.concurrent.SubmissionPublisher}. The calls of a subscriber are a
 * {@link StepwiseWork}.
 */
public final class SubscriptionHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("SubmissionPublisher");
    private static final String PUBLISHER = "java.util.concurrent.";

    /**
     * Does nothing. The subscription's class calls this method in its initialiser, so that this class is not loaded
     * later inside a hook.
     */
    public static void load() {}

    /** Called when a subscriber subscribes. The result is kept in the subscription. */
    public static @Nullable Object subscribed(@Nullable Object subscriber) {
        if (SWITCH.isOn() && subscriber != null) {
            try {
                return new StepwiseWork(State.current(), FunctionType.of(subscriber), PUBLISHER);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /**
     * Called before the current thread calls a subscriber. The subscriber may be from before the agent. {@link #end}
     * follows.
     */
    public static void begin(@Nullable Object subscription) {
        if (SWITCH.isOn()) {
            try {
                StepwiseWork work = subscription instanceof StepwiseWork known
                        ? known
                        : new StepwiseWork(Task.ofNobody(), PUBLISHER);
                work.step();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current thread has called a subscriber. */
    public static void end() {
        try {
            StepwiseWork.end(PUBLISHER);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private SubscriptionHooks() {}
}
