package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQCommand;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.ChannelN;
import com.rabbitmq.client.impl.ConnectionParams;
import com.rabbitmq.client.impl.ConsumerWorkService;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What RabbitMQ's client sends names the operation, and what it receives is handled in it. The channel of these tests
 * has no connection: it notes what it would send, and is given what a broker would send.
 */
class RabbitBehaviour {
    private static final String HEADER = "X-Correlation-ID";
    private static final byte[] BODY = {1};

    private final Seen seen = new Seen(Vocabulary::freshId);

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    private final Channel channel = new Channel(new ConsumerWorkService(threads, null, 0));

    private static final class Channel extends ChannelN {
        final List<BasicProperties> sent = new ArrayList<>();

        Channel(ConsumerWorkService service) {
            super(connection(), 1, service);
        }

        private static AMQConnection connection() {
            ConnectionParams parameters = new ConnectionParams();
            parameters.setExceptionHandler(stub(ExceptionHandler.class));
            parameters.setClientProperties(Map.of());
            return new AMQConnection(parameters, stub(FrameHandler.class));
        }

        private static <T> T stub(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
        }

        @Override
        public void transmit(AMQCommand command) {
            sent.add((BasicProperties) command.getContentHeader());
        }

        BasicProperties lastSent() {
            return sent.get(sent.size() - 1);
        }

        void receive(BasicProperties properties) throws IOException {
            AMQP.Basic.Deliver delivery = new AMQP.Basic.Deliver.Builder()
                    .consumerTag("tag")
                    .exchange("")
                    .routingKey("queue")
                    .build();
            processAsync(new AMQCommand((Method) delivery, properties, ByteBuffer.wrap(BODY)));
        }

        void confirm(long number, boolean andBefore) throws IOException {
            processAsync(new AMQCommand((Method) new AMQP.Basic.Ack.Builder()
                    .deliveryTag(number)
                    .multiple(andBefore)
                    .build()));
        }

        void refuse(long number) throws IOException {
            processAsync(new AMQCommand(
                    (Method) new AMQP.Basic.Nack.Builder().deliveryTag(number).build()));
        }
    }

    private final class Noting extends DefaultConsumer {
        Noting() {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            seen.here();
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            seen.note("end " + id());
        }
    }

    private static BasicProperties naming(Object id) {
        return new BasicProperties.Builder().headers(Map.of(HEADER, id)).build();
    }

    private void publish(BasicProperties properties) throws IOException {
        channel.basicPublish("", "queue", properties, BODY);
    }

    @DisplayName("a message names its sender, whatever its properties are, and the program's stay as they are")
    @Test
    void sent() throws Exception {
        Map<String, Object> headers = new HashMap<>(Map.of("own", 1, HEADER, "stale"));
        BasicProperties given = new BasicProperties.Builder()
                .contentType("text/plain")
                .messageId("7")
                .headers(headers)
                .build();
        in("A", () -> publish(null));
        assertThat(channel.lastSent().getHeaders()).containsEntry(HEADER, "A");
        in("B", () -> publish(new BasicProperties()));
        assertThat(channel.lastSent().getHeaders()).containsEntry(HEADER, "B");
        in("C", () -> channel.basicPublish("", "queue", true, given, BODY));
        assertThat(channel.lastSent().getHeaders()).containsEntry("own", 1).containsEntry(HEADER, "C");
        assertThat(channel.lastSent().getContentType()).isEqualTo("text/plain");
        assertThat(channel.lastSent().getMessageId()).isEqualTo("7");
        assertThat(given.getHeaders()).isEqualTo(headers);
    }

    @DisplayName("without a correlation, a message names whom the program names, if anybody")
    @NoAgentNeeded
    @Test
    void without() throws Exception {
        elsewhere("", () -> {
            publish(naming("A"));
            publish(new BasicProperties.Builder().headers(Map.of("own", 1)).build());
        });
        assertThat(channel.sent.get(0).getHeaders()).containsEntry(HEADER, "A");
        assertThat(channel.lastSent().getHeaders()).containsKey("own").doesNotContainKey(HEADER);
    }

    @DisplayName("properties of the program's own class, and batches of Spring, go out as they are")
    @NoAgentNeeded
    @Test
    void unchanged() {
        BasicProperties own = new BasicProperties() {
            @Override
            public String getAppId() {
                return "computed";
            }
        };
        BasicProperties batch = new BasicProperties.Builder()
                .headers(Map.of("springBatchFormat", "lengthHeader4"))
                .build();
        in("A", () -> publish(own));
        in("A", () -> publish(batch));
        assertThat(channel.sent).satisfiesExactly(sent -> assertThat(sent).isSameAs(own), sent -> assertThat(sent)
                .isSameAs(batch));
    }

    @DisplayName("a consumer runs in the operation that the message names, else in a new one, and ends in none")
    @Test
    void received() throws Exception {
        channel.setDefaultConsumer(new Noting());
        in("X", () -> {
            channel.receive(naming("A"));
            channel.receive(naming(LongStringHelper.asLongString("B")));
            channel.receive(new BasicProperties());
            channel.receive(naming("not valid\n"));
            channel.receive(naming(7));
        });
        assertThat(seen.next(2)).containsExactly("A", "B");
        assertThat(seen.next(3)).doesNotHaveDuplicates().doesNotContain("", "A", "B", "X", "7");
        threads.submit(() -> seen.here()).get();
        assertThat(seen.next()).isEmpty();
    }

    @TrustNeeded
    @DisplayName("what the sender had logged goes along, and precedes what the consumer logs")
    @Test
    void order(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        channel.setDefaultConsumer(new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                log.write(1);
                seen.here();
            }
        });
        elsewhere("A", () -> {
            log.write(0);
            publish(null);
        });
        channel.receive(new BasicProperties.Builder()
                .headers(Map.of(HEADER, "A", "whence-causal", "0640000000000000;deadbeef-7:3"))
                .build());
        assertThat(seen.next()).isEqualTo("A");
        List<CausalLog.Line> lines = log.endByEvent();
        assertThat(channel.lastSent().getHeaders().get("whence-causal"))
                .asString()
                .endsWith(";" + lines.get(0).id());
        assertThat(lines.get(1).via("deadbeef-7:3")).isEqualTo("receive");
    }

    @DisplayName("a batch of Spring has messages of several operations, and is handled in none")
    @NoAgentNeeded
    @Test
    void batch() throws Exception {
        channel.setDefaultConsumer(new Noting());
        channel.receive(new BasicProperties.Builder()
                .headers(Map.of(HEADER, "A", "springBatchFormat", "lengthHeader4"))
                .build());
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName(
            "a consumer that throws leaves nothing behind; redelivered, the message names the same; what it sends too")
    @Test
    void redelivered() throws Exception {
        channel.setDefaultConsumer(new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                    throws IOException {
                seen.here();
                publish(properties);
                throw new IllegalStateException("refused");
            }
        });
        LongString id = LongStringHelper.asLongString("A");
        channel.receive(naming(id));
        channel.receive(naming(LongStringHelper.asLongString("B")));
        channel.receive(naming(id));
        assertThat(seen.next(3)).containsExactly("A", "B", "A");
        threads.submit(() -> seen.here()).get();
        assertThat(seen.next()).isEmpty();
        assertThat(channel.sent)
                .extracting(sent -> sent.getHeaders().get(HEADER))
                .containsExactly("A", "B", "A");
    }

    @DisplayName("a confirmation of one message is heard in the context of its sender, one of several in none")
    @Test
    void confirmed() throws Exception {
        Seen both = new Seen();
        channel.addConfirmListener((number, andBefore) -> both.here(), (number, andBefore) -> both.here());
        Field next = ChannelN.class.getDeclaredField("nextPublishSeqNo");
        next.setAccessible(true);
        next.setLong(channel, 1);
        for (String sender : List.of("A", "B", "C", "D", "E")) {
            in(sender, () -> publish(null));
        }
        elsewhere("", () -> publish(null));
        elsewhere("X", () -> {
            channel.confirm(2, false);
            channel.refuse(1);
            channel.confirm(3, true);
            channel.confirm(5, true);
            channel.confirm(6, false);
            channel.confirm(7, false);
            both.here();
        });
        assertThat(both.next(7)).containsExactly("B", "A", "C", "", "", "", "X");
    }

    @DisplayName("a listener that throws leaves nothing behind")
    @Test
    void throwing() throws Exception {
        Seen both = new Seen();
        channel.addConfirmListener(
                (number, andBefore) -> {
                    both.here();
                    throw new IllegalStateException("thrown");
                },
                (number, andBefore) -> {});
        Field next = ChannelN.class.getDeclaredField("nextPublishSeqNo");
        next.setAccessible(true);
        next.setLong(channel, 1);
        in("A", () -> publish(null));
        elsewhere("", () -> {
            channel.confirm(1, false);
            both.here();
        });
        assertThat(both.next(2)).containsExactly("A", "");
    }
}
