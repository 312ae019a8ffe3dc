package dev.whence.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the same tests of published suites fail with the agent and without. */
class CompatibilityIT {
    private static final Path PAGE = Path.of(System.getProperty("whence.compat.table", ""));

    static Stream<Arguments> suitesAndJdks() {
        return Suite.wanted().flatMap(suite -> Jdks.toTest().stream().map(jdk -> Arguments.of(suite, jdk)));
    }

    @DisplayName("the same tests fail with the agent as without")
    @ParameterizedTest
    @MethodSource("suitesAndJdks")
    void same(Suite suite, Jdk jdk, @TempDir Path folder) throws IOException {
        Comparison comparison = Comparison.of(suite, jdk, folder);
        Table.put(comparison, PAGE);
        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.with().executed())
                .isEqualTo(comparison.without().executed())
                .isGreaterThan(10L);
    }
}
