package dev.whence.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests in which correlation and MDC the callbacks of real libraries run. */
class LibrariesIT {
    private static final String WRONG = "WRONG: ";

    /** Each start on one JDK. What a library does hardly depends on it, and the agent's own tests run on each. */
    static Stream<Arguments> jdksAndStarts() {
        return Stream.of(
                Arguments.of(Jdks.newest(), Session.Start.LAZY), Arguments.of(Jdks.inTurn(0), Session.Start.EAGER));
    }

    @DisplayName("no callback has the ID or MDC of another operation")
    @ParameterizedTest
    @MethodSource("jdksAndStarts")
    void asExpected(Jdk jdk, Session.Start start) throws IOException {
        Measurement measurement = Measurement.of(jdk, Agents.WHENCE, start);
        Map<String, String> surprises = surprises(measurement.rows(), start);
        if (!surprises.isEmpty() && surprises.values().stream().noneMatch(text -> text.startsWith(WRONG))) {
            // On a busy machine a value may come before the library has anything to carry. Never twice.
            surprises
                    .keySet()
                    .retainAll(
                            surprises(Measurement.of(jdk, Agents.WHENCE, start).rows(), start)
                                    .keySet());
        }
        assertThat(surprises).as(measurement.output()).isEmpty();
    }

    private static Map<String, String> surprises(List<Row> rows, Session.Start start) throws IOException {
        Map<String, Expectation> expectations = Expectation.all(start);
        Map<String, String> surprises = new TreeMap<>();
        for (Row row : rows) {
            Expectation expectation = expectations.remove(row.name());
            if (!row.failure().isEmpty() || expectation == null || !expectation.isMetBy(row)) {
                String kind = Expectation.NONE.isMetBy(row) ? "" : WRONG;
                surprises.put(
                        row.name(),
                        kind + "expected to be " + expectation + ", but was " + row.ids() + ", MDC " + row.mdcs() + " "
                                + row.failure());
            }
        }
        if (Measurement.ONLY.equals(".*")) {
            expectations.keySet().forEach(name -> surprises.put(name, "was not measured"));
        }
        return surprises;
    }
}
