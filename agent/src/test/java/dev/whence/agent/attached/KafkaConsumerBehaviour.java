package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.freshId;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** A loop over Kafka's records handles each one in the operation that it names, and leaves nothing behind. */
class KafkaConsumerBehaviour {
    private static final TopicPartition FIRST = new TopicPartition("topic", 0);
    private static final TopicPartition SECOND = new TopicPartition("topic", 1);

    private final Seen seen = new Seen(Vocabulary::freshId);

    @AutoClose
    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");

    private long offset;

    KafkaConsumerBehaviour() {
        consumer.assign(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    private ConsumerRecords<String, String> poll(String... ids) {
        for (String id : ids) {
            ConsumerRecord<String, String> record =
                    new ConsumerRecord<>(FIRST.topic(), FIRST.partition(), offset++, "key", id);
            if (!id.isEmpty()) {
                record.headers().add("X-Correlation-ID", id.getBytes(StandardCharsets.UTF_8));
            }
            consumer.addRecord(record);
        }
        return consumer.poll(Duration.ZERO);
    }

    @DisplayName("each record its own, nothing after the last")
    @Test
    void loop() {
        elsewhere("", () -> {
            for (ConsumerRecord<String, String> record : poll("A", "B")) {
                assertThat(seen.here()).isEqualTo(record.value());
            }
            seen.here();
        });
        assertThat(seen.next(3)).containsExactly("A", "B", "");
    }

    @DisplayName("the records of a topic, of a partition, and without a loop in the program")
    @Test
    void forms() {
        elsewhere("", () -> {
            poll("A", "B").forEach(record -> seen.here());
            seen.here();
            for (ConsumerRecord<String, String> record : poll("C", "D").records("topic")) {
                assertThat(seen.here()).isEqualTo(record.value());
            }
            seen.here();
            for (ConsumerRecord<String, String> record : poll("E", "F").records(FIRST)) {
                assertThat(seen.here()).isEqualTo(record.value());
            }
            seen.here();
            poll("G").records(FIRST).forEach(record -> seen.here());
            seen.here();
            poll("H").iterator().forEachRemaining(record -> seen.here());
            seen.here();
        });
        assertThat(seen.next(13)).containsExactly("A", "B", "", "C", "D", "", "E", "F", "", "G", "", "H", "");
    }

    @DisplayName("a list of records is like the one of Kafka")
    @NoAgentNeeded
    @Test
    void list() {
        elsewhere("", () -> {
            ConsumerRecords<String, String> records = poll("A", "B");
            List<ConsumerRecord<String, String>> list = records.records(FIRST);
            List<ConsumerRecord<String, String>> copy = new ArrayList<>(list);
            assertThat(list).isEqualTo(copy).hasSameHashCodeAs(copy).hasToString(copy.toString());
            assertThat(list.subList(1, 2)).containsExactly(copy.get(1));
            assertThat(list.stream().map(ConsumerRecord::value)).containsExactly("A", "B");
            assertThat(list.listIterator(1).previous()).isSameAs(copy.get(0));
            assertThat(list.toArray(new ConsumerRecord<?, ?>[0])).hasSize(2);
            assertThat(records.records(SECOND)).isEmpty();
        });
    }

    @DisplayName("a loop that is left by break ends with the next loop, poll, commit, and with the scope around it")
    @Test
    void left() {
        elsewhere("", () -> {
            leave(poll("A", "B"));
            for (ConsumerRecord<String, String> record : poll("C", "D")) {
                assertThat(seen.here()).isEqualTo(record.value());
                break;
            }
            poll();
            seen.here();
            leave(poll("E"));
            consumer.commitSync();
            seen.here();
            ConsumerRecords<String, String> records = poll("F", "G");
            leave(records);
            leave(records);
            try (Scope ignored = Correlation.of("X").open()) {
                try (Scope none = Correlation.none().open()) {
                    leave(poll("H"));
                }
                seen.here();
            }
            poll();
            Correlation.none().run(() -> leave(poll("I")));
            seen.here();
        });
        assertThat(seen.next(8)).containsExactly("A", "C", "", "E", "", "F", "F", "H");
        assertThat(seen.next(3)).containsExactly("X", "I", "");
    }

    private void leave(Iterable<ConsumerRecord<String, String>> records) {
        for (ConsumerRecord<String, String> record : records) {
            assertThat(seen.here()).isEqualTo(record.value());
            break;
        }
    }

    @DisplayName("an exception in the body is handled in the record's, until the next poll")
    @Test
    void throwing() {
        elsewhere("", () -> {
            try {
                poll("A", "B").forEach(record -> {
                    throw new IllegalStateException(record.value());
                });
            } catch (IllegalStateException e) {
                seen.here();
            }
            poll();
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "");
    }

    @DisplayName("an operation that polls keeps its own")
    @Test
    void withinAnOperation() {
        elsewhere("", () -> {
            Correlation.of("X").run(() -> {
                for (ConsumerRecord<String, String> record : poll("A", "B")) {
                    seen.note(freshId() + record.value());
                    break;
                }
                seen.here();
            });
            leave(poll("C"));
        });
        assertThat(seen.next(3)).containsExactly("XA", "X", "C");
    }

    @DisplayName("nothing is left to the next task of the thread, whose polls belong to nobody")
    @Test
    void task() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            in("X", () -> thread.submit(() -> leave(poll("A")))).get();
            thread.submit(() -> seen.here()).get();
        } finally {
            thread.shutdown();
        }
        assertThat(seen.next(2)).containsExactly("A", "");
    }

    @DisplayName("a record with no id, or an invalid one, begins a new operation")
    @Test
    void without() {
        elsewhere("", () -> {
            for (ConsumerRecord<String, String> record : poll("", "", "not valid\n")) {
                assertThat(seen.here()).isNotEmpty().isNotEqualTo(record.value());
            }
        });
        assertThat(seen.next(3)).doesNotHaveDuplicates();
    }

    @TrustNeeded
    @DisplayName("what the sender had logged precedes what the body logs, and not what comes after")
    @Test
    void order(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        elsewhere("", () -> {
            ConsumerRecord<String, String> record = new ConsumerRecord<>("topic", 0, offset++, "key", "value");
            record.headers().add("whence-causal", "0640000000000000;deadbeef-7:3".getBytes(StandardCharsets.UTF_8));
            consumer.addRecord(record);
            poll().forEach(received -> log.write(0));
            log.write(1);
        });
        List<CausalLog.Line> lines = log.endByEvent();
        assertThat(lines.get(0).via("deadbeef-7:3")).isEqualTo("receive");
        assertThat(lines.get(1).via("deadbeef-7:3")).isEmpty();
    }

    @DisplayName("what the body puts into the MDC stays there")
    @NoAgentNeeded
    @Test
    void mdc() {
        elsewhere("", () -> {
            for (ConsumerRecord<String, String> record : poll("A", "B")) {
                MDC.put("last", record.value());
            }
            assertThat(MDC.get("last")).isEqualTo("B");
            for (ConsumerRecord<String, String> record : poll("C")) {
                MDC.put("last", record.value());
                break;
            }
            poll();
            assertThat(MDC.get("last")).isEqualTo("C");
        });
    }

    @DisplayName("a thread that does not poll sees nothing: nothing would end it")
    @NoAgentNeeded
    @Test
    void otherThread() {
        Iterator<ConsumerRecord<String, String>> records =
                elsewhere("", () -> poll("A", "B").iterator());
        elsewhere("", () -> {
            records.next();
            seen.here();
        });
        assertThat(seen.next()).isEmpty();
    }
}
