package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether queues that grow are found. That takes half a minute, so it is tried on the oldest and the newest JDK only. */
@Tag("surroundings")
class GrowingQueueIT {
    static Set<Jdk> jdks() {
        return new LinkedHashSet<>(List.of(Jdks.inTurn(0), Jdks.newest()));
    }

    @DisplayName("queues that get longer and longer; not those of pools that are busy, have bursts, or are full")
    @ParameterizedTest
    @MethodSource("jdks")
    void queues(Jdk jdk, @TempDir Path folder) throws Exception {
        List<String> pools = List.of("busy", "burst", "full", "bounded", "overloaded");
        try (FindingsOf program = new FindingsOf(
                jdk, folder, JavaProcess.bareClassPath(), LoadedProgram.class, "findings=default", pools)) {
            program.told("queue of the pool bounded ");
            assertThat(program.told("queue of the pool overloaded, which has no bound,"))
                    .as(Files.readString(program.err()))
                    .hasSize(2)
                    .anyMatch(
                            told -> told.startsWith("whence: queue-growth: the queue of the pool bounded gets longer"))
                    .anyMatch(
                            told -> told.startsWith("whence: unbounded-queue: ")
                                    && told.contains(
                                            "most of its work comes from execute at dev.whence.agent.attached.LoadedProgram.load"));
        }
    }
}
