package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The channels of RabbitMQ's client, on which the broker confirms what was published:
 *
 * <pre>{@code
 * void basicPublish(String exchange, ...) {
 *     this.whence$ = ConfirmHooks.publishing(this, this.whence$, confirmListeners, getNextPublishSeqNo());
 *     ...
 * }
 *
 * void callConfirmListeners(Command command, Basic.Ack ack) {
 *     try {
 *         ConfirmHooks.telling(this.whence$, ack.getDeliveryTag(), ack.getMultiple());
 *         ...
 *     } finally {
 *         ConfirmHooks.told();
 *     }
 * }
 * }</pre>
 *
 * <p>Checked with 5.0.0, 5.7.3, 5.14.3, 5.20.0, 5.25.0, 5.28.0 and 5.37.1.
 */
final class WovenRabbitConfirms {
    private static final String HOOKS = "library/ConfirmHooks";
    private static final String CHANNEL = "com/rabbitmq/client/impl/ChannelN";
    private static final String LISTENERS = "confirmListeners";

    static List<WovenType> types() {
        String publish = "(String,String,boolean,boolean,BasicProperties,";
        return List.of(told(
                told(
                        WovenType.of("RabbitMQ confirms", CHANNEL)
                                .field()
                                .either(
                                        published(publish + "ByteBuffer,WriteListener)"),
                                        published(publish + "byte[])")),
                        "Ack"),
                "Nack"));
    }

    private static Point published(String parameters) {
        return Point.enter("basicPublish", parameters)
                .load(0)
                .load(0)
                .load(0)
                .getInjected(CHANNEL)
                .load(0)
                .get(CHANNEL, LISTENERS, "Ljava/util/Collection;")
                .load(0)
                .callVirtual(CHANNEL, "getNextPublishSeqNo", "()J")
                .call(
                        HOOKS,
                        "publishing",
                        "(Ljava/lang/Object;Ljava/lang/Object;Ljava/util/Collection;J)Ljava/lang/Object;")
                .putInjected(CHANNEL);
    }

    private static WovenType told(WovenType type, String answer) {
        String parameters = "(Command," + answer + ")";
        String owner = "com/rabbitmq/client/impl/AMQImpl$Basic$" + answer;
        // The read of the listeners is there only if the channel has the field that the other point reads.
        return type.at(Point.afterFirstGet("callConfirmListeners", parameters, LISTENERS)
                        .load(0)
                        .getInjected(CHANNEL)
                        .loadArgument(answer)
                        .callVirtual(owner, "getDeliveryTag", "()J")
                        .loadArgument(answer)
                        .callVirtual(owner, "getMultiple", "()Z")
                        .call(HOOKS, "telling", "(Ljava/lang/Object;JZ)V"))
                .at(Point.atEnd("callConfirmListeners", parameters).call(HOOKS, "told", "()V"));
    }

    private WovenRabbitConfirms() {}
}
