package dev.whence.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.util.ArrayList;
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
    private static final int VIRTUAL_THREADS = 21;

    /**
     * An eager client on the newest JDK, a lazy one on each other. More of its threads begin in an operation.
     */
    static Stream<Arguments> jdksAndStarts() {
        List<Jdk> jdks = jdks();
        Jdk newest = jdks.get(jdks.size() - 1);
        List<Jdk> others = jdks.size() == 1 ? jdks : jdks.subList(0, jdks.size() - 1);
        return Stream.concat(
                others.stream().map(jdk -> Arguments.of(jdk, Session.Start.LAZY)),
                Stream.of(Arguments.of(newest, Session.Start.EAGER)));
    }

    /** If several are tested, the first one with virtual threads is among them, provided that it is installed. */
    private static List<Jdk> jdks() {
        List<Jdk> jdks = new ArrayList<>(Jdks.toTest());
        if (jdks.size() > 1 && jdks.stream().noneMatch(jdk -> jdk.feature() == VIRTUAL_THREADS)) {
            Jdks.all().stream()
                    .filter(jdk -> jdk.feature() == VIRTUAL_THREADS)
                    .findFirst()
                    .ifPresent(jdk -> jdks.add(jdks.size() - 1, jdk));
        }
        return jdks;
    }

    @DisplayName("no callback has the ID or MDC of another operation")
    @ParameterizedTest
    @MethodSource("jdksAndStarts")
    void asExpected(Jdk jdk, Session.Start start) throws IOException {
        Measurement measurement = Measurement.of(jdk, Agents.WHENCE, start);
        Map<String, String> surprises = surprises(measurement.rows(), start, jdk);
        if (!surprises.isEmpty() && surprises.values().stream().noneMatch(text -> text.startsWith(WRONG))) {
            // On a busy machine a value may come before the library has anything to carry. Never twice.
            surprises
                    .keySet()
                    .retainAll(
                            surprises(Measurement.of(jdk, Agents.WHENCE, start).rows(), start, jdk)
                                    .keySet());
        }
        assertThat(surprises).as(measurement.output()).isEmpty();
    }

    private static Map<String, String> surprises(List<Row> rows, Session.Start start, Jdk jdk) throws IOException {
        Map<String, Expectation> expectations = Expectation.all(start, jdk.feature());
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
