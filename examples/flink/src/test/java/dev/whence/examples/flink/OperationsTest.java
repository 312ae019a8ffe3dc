package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When operations are closed, and which lines are late, by the watermark. */
class OperationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUIET = 30;
    private static final int MOST_LINES = 3;

    @SuppressWarnings("NullAway.Init")
    private KeyedOneInputStreamOperatorTestHarness<String, Line, byte[]> job;

    private long lines;

    @BeforeEach
    void open() throws Exception {
        job = open(null);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Line, byte[]> open(
            @Nullable OperatorSubtaskState state) throws Exception {
        var job = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Operations(QUIET * 1000, 10_000, MOST_LINES)),
                (Line line) -> line.operation,
                Types.STRING);
        if (state != null) {
            job.initializeState(state);
        }
        job.open();
        return job;
    }

    @AfterEach
    void close() throws Exception {
        job.close();
    }

    private void read(LogLine line) throws Exception {
        Line read = line.line("log", ++lines);
        job.processElement(read, read.time);
    }

    private void watermark(double seconds) throws Exception {
        job.processWatermark(LogLine.millis(seconds));
    }

    private List<JsonNode> operations() throws IOException {
        return parsed(job.extractOutputStreamRecords());
    }

    private List<JsonNode> late() throws IOException {
        Collection<StreamRecord<byte[]>> late = job.getSideOutput(Outputs.LATE);
        return late == null ? List.of() : parsed(late);
    }

    private static List<JsonNode> parsed(Collection<? extends StreamRecord<? extends byte[]>> records)
            throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (StreamRecord<? extends byte[]> record : records) {
            objects.add(JSON.readTree(record.getValue()));
        }
        return objects;
    }

    @Test
    void anOperationIsWrittenWhenItHasBeenQuiet() throws Exception {
        read(new LogLine("o", "aa-1:1", 0));
        read(new LogLine("o", "aa-1:2", 20));
        watermark(49);
        assertThat(operations()).isEmpty();
        watermark(50);
        assertThat(operations()).singleElement().satisfies(operation -> {
            assertThat(Written.messages(operation)).containsExactly("aa-1:1", "aa-1:2");
            assertThat(operation.path("part").asInt()).isEqualTo(1);
            assertThat(operation.path("last").asBoolean()).isTrue();
        });
    }

    @Test
    void aLineOfAnOperationThatWasClosedIsLate() throws Exception {
        read(new LogLine("o", "aa-1:2", 1));
        watermark(31);
        read(new LogLine("o", "aa-1:1", 0.5));
        assertThat(operations()).hasSize(1);
        assertThat(late()).singleElement().satisfies(line -> {
            assertThat(line.path("at").asText()).isEqualTo("log:2");
            assertThat(line.path("late_ms").asLong()).isEqualTo(500);
            assertThat(line.path("event").path("body").asText()).isEqualTo("aa-1:1");
        });
    }

    /** It comes behind the watermark, but its operation is still there. */
    @Test
    void aLineOfAnOpenOperationIsNotLate() throws Exception {
        read(new LogLine("o", "aa-1:2", 20));
        watermark(40);
        read(new LogLine("o", "aa-1:1", 0));
        watermark(50);
        assertThat(operations()).singleElement().satisfies(operation -> assertThat(Written.messages(operation))
                .containsExactly("aa-1:1", "aa-1:2"));
        assertThat(late()).isEmpty();
    }

    /** Whether the watermark is there before the line after the pause or not. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, 40})
    void anOperationThatGoesOnAfterAPauseIsWrittenAgain(double reached) throws Exception {
        read(new LogLine("o", "aa-1:1", 0));
        watermark(reached);
        read(new LogLine("o", "aa-1:2", 50));
        watermark(80);
        assertThat(operations()).extracting(Written::messages).containsExactly(List.of("aa-1:1"), List.of("aa-1:2"));
    }

    @Test
    void anOperationWithVeryManyLinesIsWrittenInParts() throws Exception {
        for (int n = 1; n <= 7; n++) {
            read(new LogLine("o", "aa-1:" + n, n));
        }
        watermark(37);
        assertThat(operations())
                .extracting(Written::messages)
                .containsExactly(
                        List.of("aa-1:1", "aa-1:2", "aa-1:3"),
                        List.of("aa-1:4", "aa-1:5", "aa-1:6"),
                        List.of("aa-1:7"));
        assertThat(operations())
                .extracting(operation -> operation.path("part").asInt())
                .containsExactly(1, 2, 3);
        assertThat(operations())
                .extracting(operation -> operation.path("last").asBoolean())
                .containsExactly(false, false, true);
    }

    /** Lines without a correlation go as far as their own task. */
    @Test
    void linesWithoutACorrelationAreOperationsOfTheirTasks() throws Exception {
        read(new LogLine("", "aa-1:1", 0));
        read(new LogLine("", "aa-2:1", 1).after("aa-1:1"));
        read(new LogLine("", "aa-1:2", 2));
        watermark(60);
        assertThat(operations())
                .extracting(operation -> operation.path("task").asText())
                .containsExactlyInAnyOrder("aa-1", "aa-2");
    }

    @Test
    void whatIsOpenIsKeptByACheckpoint() throws Exception {
        read(new LogLine("o", "aa-1:1", 0));
        OperatorSubtaskState state = job.snapshot(1, 1);
        job.close();
        job = open(state);
        read(new LogLine("o", "aa-1:2", 1));
        watermark(31);
        assertThat(operations()).singleElement().satisfies(operation -> assertThat(Written.messages(operation))
                .containsExactly("aa-1:1", "aa-1:2"));
        assertThat(job.numKeyedStateEntries()).isZero();
    }
}
