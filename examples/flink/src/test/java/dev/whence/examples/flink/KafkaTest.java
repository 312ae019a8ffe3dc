package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job with topics of a real Kafka. One of the three partitions of each has no messages. */
class KafkaTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final int SHOP = 0;
    private static final int BANK = 1;

    @TempDir
    private static Path data = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Broker broker;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(data);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private Job job(String topic, String... options) {
        Stream<String> usual = Stream.of(
                "--kafka=" + broker.address(),
                "--topic=" + topic,
                "--group=" + topic,
                "--idle=3s",
                "--max-skew=10s",
                "--max-delay=0s");
        return new Job(
                folder.resolve("out"), Stream.concat(usual, Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void whatATopicHasIsRead() throws Exception {
        broker.createTopic("bounded", 3);
        broker.send("bounded", SHOP, new LogLine("o", "aa-1:1", 0).json(), "no JSON", "{\"body\":\n\"foreign\"}");
        broker.send(
                "bounded",
                BANK,
                new LogLine("o", "bb-1:1", 1).clock(-300).after("aa-1:1").json());
        broker.send(
                "bounded", SHOP, new LogLine("o", "aa-2:1", 2).after("bb-1:1").json());
        Written written = job("bounded", "--bounded").slots(2).run();
        assertThat(Written.places(written.operation("o"))).containsExactly("bounded-0:0", "bounded-1:0", "bounded-0:3");
        assertThat(written.of("malformed")).singleElement().satisfies(line -> {
            assertThat(line.path("at").asText()).isEqualTo("bounded-0:1");
            assertThat(line.path("text").asText()).isEqualTo("no JSON");
        });
        assertThat(written.of("outside")).singleElement().satisfies(line -> assertThat(
                        line.path("event").path("body").asText())
                .isEqualTo("foreign"));
    }

    /** Also, a savepoint of two slots goes on in one, with what is open. */
    @Test
    void operationsAreWrittenWhileLinesCome() throws Exception {
        broker.createTopic("endless", 3);
        broker.send("endless", SHOP, new LogLine("first", "aa-1:1", 0).json());
        broker.send(
                "endless",
                BANK,
                new LogLine("first", "bb-1:1", 1).after("aa-1:1").json());
        JobClient job = job("endless").slots(2).start();
        Written written = new Written(folder.resolve("out"));
        broker.send("endless", SHOP, new LogLine("second", "aa-2:1", 200).json());
        broker.send("endless", BANK, new LogLine("second", "bb-2:1", 201).json());
        until(() -> assertThat(Written.messages(written.operation("first"))).containsExactly("aa-1:1", "bb-1:1"));

        broker.send("endless", SHOP, new LogLine("first", "aa-1:2", 2).json());
        until(() -> assertThat(written.of("late"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("at").asText()).isEqualTo("endless-0:2")));

        String savepoint = job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toString(), SavepointFormatType.CANONICAL)
                .get();
        broker.send("endless", BANK, new LogLine("second", "bb-2:2", 202).json());
        JobClient goesOn = job("endless").slots(1).from(savepoint).start();
        broker.send("endless", BANK, new LogLine("third", "bb-3:1", 400).json());
        broker.send("endless", SHOP, new LogLine("third", "aa-3:1", 400).json());
        until(() -> assertThat(Written.messages(written.operation("second")))
                .containsExactly("aa-2:1", "bb-2:1", "bb-2:2"));
        assertThat(written.operations()).hasSize(2);
        goesOn.cancel().get();
        assertThat(List.of(written.of("late").size(), written.of("malformed").size()))
                .containsExactly(1, 0);
    }

    private static void until(org.awaitility.core.ThrowingRunnable isSo) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(isSo);
    }
}
