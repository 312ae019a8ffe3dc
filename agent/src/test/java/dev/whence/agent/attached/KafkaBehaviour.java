package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.ProducerInterceptors;
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
            Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 1),
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

    @DisplayName("a record takes the sender's along, in the place of that of an earlier send")
    @Test
    void headers() {
        ProducerRecord<String, String> record = new ProducerRecord<>("topic", "value");
        in("A", () -> producer.send(record));
        in("B", () -> producer.send(record));
        assertThat(record.headers().headers("X-Correlation-ID"))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).asString().isEqualTo("B"));
        ProducerRecord<String, String> without = new ProducerRecord<>("topic", "value");
        elsewhere("", () -> producer.send(without));
        assertThat(without.headers().headers("X-Correlation-ID")).isEmpty();
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
