package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whence.examples.flink.Operation.Finding;
import dev.whence.examples.flink.Operation.Violation;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an operation tells of its lines. */
class OperationTest {
    private static final long SKEW = 10_000;

    private static Operation of(LogLine... lines) throws IOException {
        List<Line> all = new ArrayList<>();
        for (LogLine line : lines) {
            all.add(line.line("log", all.size() + 1));
        }
        Collections.shuffle(all, new Random(lines.length));
        return new Operation(all);
    }

    private static List<String> ids(Operation operation) {
        return operation.records().stream().map(LogRecord::id).toList();
    }

    @Test
    void linesAreOrderedByStampAndNotByClock() throws IOException {
        Operation operation = of(
                new LogLine("o", "aa-1:1", 0),
                new LogLine("o", "bb-1:1", 0.1).clock(-300).after("aa-1:1"),
                new LogLine("o", "aa-2:1", 0.2).after("bb-1:1"));
        assertThat(ids(operation)).containsExactly("aa-1:1", "bb-1:1", "aa-2:1");
        assertThat(operation.services()).containsExactly("service-aa", "service-bb");
    }

    /** The stamp of the second line is earlier than that of its cause, which the service did not believe. */
    @Test
    void linesBehindAClockThatWasNotBelievedAreOrderedByTheirEdges() throws IOException {
        Operation operation = of(
                new LogLine("o", "aa-1:1", 7200),
                new LogLine("o", "bb-1:1", 0).after("aa-1:1").clockAhead(),
                new LogLine("o", "bb-1:2", 1).clockAhead(),
                new LogLine("o", "bb-2:1", 2).after("bb-1:2").clockAhead());
        assertThat(ids(operation)).containsExactly("aa-1:1", "bb-1:1", "bb-1:2", "bb-2:1");
        assertThat(operation.findings(7_200_000)).isEmpty();
    }

    @Test
    void violationsAreFound() throws IOException {
        Operation operation = of(
                new LogLine("o", "aa-1:1", 5),
                new LogLine("o", "bb-1:1", 4).after("aa-1:1"),
                new LogLine("o", "bb-2:1", 6).clock(-20).after("aa-1:1"),
                new LogLine("o", "bb-3:1", 7).after("cc-9:9"),
                new LogLine("o", "bb-3:1", 7).after("cc-9:9"));
        assertThat(operation.findings(SKEW))
                .containsExactlyInAnyOrder(
                        new Finding(Violation.STAMP, "aa-1:1", "bb-1:1"),
                        new Finding(Violation.CLOCK, "aa-1:1", "bb-2:1"),
                        new Finding(Violation.MISSING, "cc-9:9", "bb-3:1"),
                        new Finding(Violation.DUPLICATE, "", "bb-3:1"));
    }

    /** The clock of the second service is 300 s slow. A request takes 2 s to it and its response 2 s back. */
    @Test
    void latenciesAreThoseOfOneClock() throws IOException {
        Operation operation = of(
                new LogLine("o", "aa-1:1", 0),
                new LogLine("o", "aa-1:2", 1),
                new LogLine("o", "bb-1:1", 3).clock(-297).after("aa-1:2"),
                new LogLine("o", "bb-1:2", 4).clock(-296),
                new LogLine("o", "aa-2:1", 6).after("bb-1:2"));
        assertThat(operation.took()).isEqualTo(6_000_000);
        assertThat(operation.crossings())
                .extracting(
                        crossing -> crossing.cause().id(),
                        crossing -> crossing.effect().id(),
                        Operation.Crossing::took)
                .containsExactly(tuple("aa-1:2", "bb-1:1", 2_000_000L), tuple("bb-1:2", "aa-2:1", 2_000_000L));
        assertThat(operation.clocks().between("aa", "bb").guess()).isEqualTo(-300_000_000);
    }

    /** A program without stamps that logs the correlation. Its line has a time, and no other place. */
    @Test
    void linesWithoutAStampArePlacedByTheirTime() throws IOException {
        String foreign = "{\"@timestamp\":\"" + LogTime.format(LogLine.micros(0.5))
                + "\",\"message\":\"foreign\",\"correlationId\":\"o\"}";
        Operation operation = new Operation(List.of(
                new LogLine("o", "aa-1:1", 0).line("a", 1),
                new LogLine("o", "aa-1:2", 1).line("a", 2),
                Lines.of("b", 1, foreign.getBytes(StandardCharsets.UTF_8), 0)));
        assertThat(operation.records())
                .extracting(record -> record.origin().toString())
                .containsExactly("a:1", "b:1", "a:2");
    }
}
