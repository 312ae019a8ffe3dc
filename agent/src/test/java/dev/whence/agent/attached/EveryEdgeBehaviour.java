package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.QueueEdgesNeeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The logs of a program and of another process, together, tell the order of all events. Queues are tracked, so all kinds of
 * edges are there.
 */
@QueueEdgesNeeded
class EveryEdgeBehaviour {
    /** The programs, in the order of their files. */
    private static List<RecordedProgram> files;

    /** The same, with the events of the other process, in the order of the stamps. */
    private static List<RecordedProgram> merged;

    @Timeout(300)
    @BeforeAll
    static void record(@TempDir Path folder) throws Exception {
        files = new ArrayList<>();
        merged = new ArrayList<>();
        try (ProgramThreads threads = ProgramThreads.start()) {
            for (long seed : RandomProgram.seeds()) {
                CausalLog log = new CausalLog(folder.resolve(seed + ".json"));
                RandomPeer peer = new RandomPeer();
                List<Moment> events =
                        elsewhere("", () -> RandomProgram.run(seed, threads, log, RandomMessages.by(peer)));
                RecordedProgram file = new RecordedProgram(seed, events, log.end());
                files.add(file);
                merged.add(new RecordedProgram(seed, events, mergedByStamps(file.lines(), peer.lines())));
            }
        }
    }

    private static List<Line> mergedByStamps(List<Line> ours, List<Line> theirs) {
        return Stream.concat(ours.stream(), theirs.stream())
                .sorted(Comparator.comparing(Line::hlc))
                .toList();
    }

    @NoAgentNeeded
    @DisplayName("in the file, causes come before effects")
    @Test
    void fileOrder() {
        assertThat(files.stream().flatMap(file -> file.inversions(file.lines(), Moment::truePast)))
                .isEmpty();
    }

    @DisplayName("the lines tell the order: by their predecessors, and by their stamps")
    @Test
    void graph() {
        assertSoftly(softly -> {
            softly.assertThat(merged.stream().flatMap(RecordedProgram::unknown))
                    .as("orders that no line tells")
                    .isEmpty();
            softly.assertThat(merged.stream().flatMap(RecordedProgram::invented))
                    .as("predecessors that are none")
                    .isEmpty();
            softly.assertThat(merged.stream().flatMap(RecordedProgram::contradicted))
                    .as("orders that the stamps contradict")
                    .isEmpty();
        });
    }

    @DisplayName("the lines have edges of every kind")
    @Test
    void everyKind() {
        assertThat(files.stream().flatMap(file -> file.lines().stream()).flatMap(line -> line.via().stream()))
                .contains("fork", "complete", "join", "resume", "receive", "queue", "repeat");
    }
}
