package dev.whence.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests in which correlation and MDC the callbacks of real libraries run. */
class LibrariesIT {
    /** A lazy client on each JDK. An eager one has fewer threads that begin in an operation, so one JDK is enough. */
    static Stream<Arguments> jdksAndStarts() {
        List<Jdk> jdks = List.copyOf(Jdks.toTest());
        return Stream.concat(
                jdks.stream().map(jdk -> Arguments.of(jdk, Session.Start.LAZY)),
                Stream.of(Arguments.of(jdks.get(jdks.size() - 1), Session.Start.EAGER)));
    }

    @DisplayName("no callback has the ID or MDC of another operation")
    @ParameterizedTest
    @MethodSource("jdksAndStarts")
    void asExpected(Jdk jdk, Session.Start start) throws IOException {
        Measurement measurement = Measurement.of(jdk, Agents.WHENCE, start);
        assertThat(surprises(measurement.rows(), Expectation.all(start)))
                .as(measurement.output())
                .isEmpty();
    }

    private static List<String> surprises(List<Row> rows, Map<String, Expectation> expectations) {
        List<String> surprises = new ArrayList<>();
        for (Row row : rows) {
            Expectation expectation = expectations.remove(row.name());
            if (!row.failure().isEmpty() || expectation == null || !expectation.isMetBy(row)) {
                surprises.add(row.name() + " is expected to be " + expectation + ", but was " + row.ids() + ", MDC "
                        + row.mdcs() + " " + row.failure());
            }
        }
        if (Measurement.ONLY.equals(".*")) {
            expectations.keySet().forEach(name -> surprises.add(name + " was not measured"));
        }
        return surprises;
    }
}
