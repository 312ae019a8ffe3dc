package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.ProducerInterceptors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A callback of Kafka's producer runs in the correlation of the code that sent the record. */
@SuppressWarnings("FutureReturnValueIgnored")
class KafkaBehaviour {
    private final Seen seen = new Seen();

    /** There is no broker, so that each record fails at once. */
    @AutoClose
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 1, "interceptor.classes", Sent.class.getName()),
            new StringSerializer(),
            new StringSerializer());

    @DisplayName("records that one batch has sent, or failed to send, have each their sender's")
    @Test
    void batch() throws Exception {
        Callback first = in("A", () -> sent((metadata, failure) -> seen.here()));
        Callback second = in("B", () -> sent((metadata, failure) -> seen.here()));
        Callback third = elsewhere("", () -> sent((metadata, failure) -> seen.here()));
        elsewhere("C", () -> {
            for (Callback callback : List.of(first, second, third)) {
                callback.onCompletion(null, new IllegalStateException("not sent"));
            }
            seen.here();
        });
        assertThat(seen.next(4)).containsExactly("A", "B", "", "C");
    }

    @DisplayName("a callback that throws leaves nothing behind, and its exception tells of the sender")
    @Test
    void throwing() throws Exception {
        Callback thrower = in(
                "A",
                () -> sent((metadata, failure) -> {
                    throw new IllegalStateException("thrown by " + id());
                }));
        elsewhere("B", () -> {
            try {
                thrower.onCompletion(null, null);
            } catch (IllegalStateException e) {
                assertThat(List.of(e.getStackTrace()).toString()).contains("KafkaBehaviour.sent");
                seen.note(e.getMessage());
            }
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("thrown by A", "B");
    }

    @DisplayName(
            "a record takes the sender's along, in the place of that of an earlier one; the program's stays as it is")
    @Test
    void headers() {
        ProducerRecord<String, String> record = new ProducerRecord<>("topic", 1, 7L, "key", "value");
        in("A", () -> producer.send(record));
        assertThat(record.headers()).isEmpty();
        in("B", () -> producer.send(record));
        record.headers().add("X-Correlation-ID", "stale".getBytes(StandardCharsets.UTF_8));
        record.headers().add("own", new byte[0]);
        ((RecordHeaders) record.headers()).setReadOnly();
        in("C", () -> producer.send(record));
        elsewhere("", () -> producer.send(record));
        assertThat(Sent.IDS).containsExactly("[A]", "[B]", "[C] own", "[stale] own");
        assertThat(record.headers().headers("X-Correlation-ID")).hasSize(1);
    }

    @DisplayName("a record of the program's own class is sent itself")
    @Test
    void ownClass() {
        ProducerRecord<String, String> record = new ProducerRecord<>("topic", "value") {};
        in("A", () -> producer.send(record));
        assertThat(Sent.IDS).containsExactly("[A]");
        assertThat(record.headers().headers("X-Correlation-ID")).hasSize(1);
    }

    /** Is told of each record that the producer could not send. */
    public static final class Sent implements ProducerInterceptor<String, String> {
        static final List<String> IDS = new CopyOnWriteArrayList<>();

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception, Headers headers) {
            List<String> ids = new ArrayList<>();
            headers.headers("X-Correlation-ID")
                    .forEach(header -> ids.add(new String(header.value(), StandardCharsets.UTF_8)));
            IDS.add(ids + (headers.lastHeader("own") == null ? "" : " own"));
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configuration) {
            IDS.clear();
        }
    }

    /** What the producer makes of a callback when it sends a record. It is private. */
    private Callback sent(Callback callback) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(KafkaProducer.class.getName() + "$AppendCallbacks")
                .getDeclaredConstructor(
                        KafkaProducer.class, Callback.class, ProducerInterceptors.class, ProducerRecord.class);
        constructor.setAccessible(true);
        return (Callback) constructor.newInstance(
                producer,
                callback,
                new ProducerInterceptors<>(List.of(), null),
                new ProducerRecord<>("topic", "value"));
    }
}
