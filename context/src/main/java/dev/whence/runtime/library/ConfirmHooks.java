package dev.whence.runtime.library;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.StepwiseWork;
import dev.whence.runtime.Task;
import java.util.Collection;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of RabbitMQ's channels. The broker confirms what was published by its number, or all up to a number at once.
 * Listeners are told of the former in the context of the code that has published, and of several messages in none.
 */
public final class ConfirmHooks {
    private static final String LIBRARY = "RabbitMQ confirms";
    private static final HookSwitch SWITCH = HookSwitch.named(LIBRARY).byLoader();

    /** What a channel has published and the broker has not confirmed, by number. */
    private static final class Unconfirmed {
        final ConcurrentNavigableMap<Long, StepwiseWork> published = new ConcurrentSkipListMap<>();

        /** Removes what is confirmed now. Returns it if it is a single message. */
        @Nullable StepwiseWork remove(long number, boolean andBefore) {
            if (!andBefore) {
                return published.remove(number);
            }
            // The number 0 stands for all that was published.
            ConcurrentNavigableMap<Long, StepwiseWork> all = number == 0 ? published : published.headMap(number, true);
            StepwiseWork one = null;
            int count = 0;
            for (Long each : all.keySet()) {
                one = published.remove(each);
                count++;
            }
            return count == 1 ? one : null;
        }
    }

    /**
     * Called before a channel publishes a message. The result is kept in the channel.
     *
     * @param number the number that the message gets, or 0 if the broker does not confirm
     */
    public static @Nullable Object publishing(
            Object channel, @Nullable Object known, Collection<?> listeners, long number) {
        if (number == 0 || !SWITCH.isOnFor(channel)) {
            return known;
        }
        try {
            if (listeners.isEmpty()) {
                return known;
            }
            Unconfirmed unconfirmed = known instanceof Unconfirmed present ? present : new Unconfirmed();
            unconfirmed.published.put(number, new StepwiseWork(State.current(), FunctionType.of(channel), LIBRARY));
            return unconfirmed;
        } catch (Throwable e) {
            SWITCH.failed(e, channel);
            return known;
        }
    }

    /** Called before the listeners of a channel are told of a confirmation. {@link #told} follows. */
    public static void telling(@Nullable Object known, long number, boolean andBefore) {
        if (SWITCH.isOn()) {
            try {
                StepwiseWork one =
                        known instanceof Unconfirmed unconfirmed ? unconfirmed.remove(number, andBefore) : null;
                StepwiseWork work = one == null ? new StepwiseWork(Task.ofNobody(), LIBRARY) : one;
                work.stepIn("com.rabbitmq.client.impl.ChannelN.callConfirmListeners");
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called after the listeners of a channel were told of a confirmation. */
    public static void told() {
        try {
            StepwiseWork.end(LIBRARY);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private ConfirmHooks() {}
}
