package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a program tells the order of its events: no more and no less than is true. */
class CausalOrderBehaviour {
    private static List<RecordedProgram> recordings;

    /** The same programs, in files that leave out most of the events. */
    private static List<RecordedProgram> filtered;

    @Timeout(300)
    @BeforeAll
    static void record(@TempDir Path folder) throws Exception {
        recordings = new ArrayList<>();
        filtered = new ArrayList<>();
        try (ProgramThreads threads = ProgramThreads.start()) {
            for (long seed : RandomProgram.seeds()) {
                CausalLog log = new CausalLog(folder.resolve(seed + ".json"));
                CausalLog some = new CausalLog(folder.resolve(seed + "-some.json"), event -> event % 3 == 0);
                List<Moment> events = elsewhere("", () -> RandomProgram.run(seed, threads, log, RandomMessages.none()));
                recordings.add(new RecordedProgram(seed, events, log.end()));
                filtered.add(new RecordedProgram(seed, events, some.end()));
            }
        }
    }

    @NoAgentNeeded
    @DisplayName("every event is in the file once")
    @Test
    void complete() {
        for (RecordedProgram recording : recordings) {
            assertThat(recording.lines().stream().map(Line::event).sorted())
                    .as("seed %d", recording.seed())
                    .hasSameElementsAs(IntStream.range(0, recording.events().size())
                            .boxed()
                            .toList());
        }
    }

    @NoAgentNeeded
    @DisplayName("in the file, causes come before effects")
    @Test
    void fileOrder() {
        assertThat(all(recording -> recording.inversions(recording.lines(), Moment::truePast)))
                .isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("sorted by time, they do not: the control")
    @Test
    void timeOrder() {
        assertThat(all(recording ->
                        recording.inversions(recording.shuffledAndSorted(comparing(Line::millis)), Moment::truePast)))
                .isNotEmpty();
    }

    @DisplayName("the file alone tells the order: by its predecessors, and by its stamps")
    @Test
    void graph() {
        assertSoftly(softly -> {
            softly.assertThat(all(RecordedProgram::unknown))
                    .as("orders that no line tells")
                    .isEmpty();
            softly.assertThat(all(RecordedProgram::invented))
                    .as("predecessors that are none")
                    .isEmpty();
            softly.assertThat(all(RecordedProgram::contradicted))
                    .as("orders that the stamps contradict")
                    .isEmpty();
        });
    }

    @DisplayName("so does a file from which a filter has kept most events")
    @Test
    void graphOfFilteredLog() {
        assertThat(filtered.stream().flatMap(RecordedProgram::unknown))
                .as("orders that no line tells")
                .isEmpty();
        assertThat(filtered.stream().flatMap(RecordedProgram::invented))
                .as("predecessors that are none")
                .isEmpty();
    }

    private static List<String> all(Function<RecordedProgram, Stream<String>> violations) {
        return recordings.stream().flatMap(violations).toList();
    }
}
