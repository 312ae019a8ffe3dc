package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dump of a program with so many pools that it must not look at each of them for each of the others. */
@Tag("surroundings")
class CrowdIT {
    static List<Jdk> jdks() {
        return Jdks.toTest().stream().filter(jdk -> jdk.feature() >= 21).toList();
    }

    @DisplayName("each virtual thread is found among twenty thousand pools, whatever has started it")
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdks")
    void virtualThreads(Jdk jdk, @TempDir Path folder) throws Exception {
        try (HangingJvm program =
                HangingJvm.unusual(jdk, folder, CrowdedProgram.class, java -> java.options("--enable-preview"))) {
            for (String operation : List.of("alone", "per-task", "in-a-pool", "in-a-scope", "in-a-scope-of-another")) {
                JavaProcess.Result dump = program.command("dump", "--correlation", operation);
                assertThat(dump.err()).isEmpty();
                assertThat(dump.out()).as(operation).containsPattern("virtual thread #\\d+ waits in LockSupport.park");
            }
        }
    }
}
