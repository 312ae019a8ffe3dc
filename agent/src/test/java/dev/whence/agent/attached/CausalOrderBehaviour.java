package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a program tells the order of its events: no more and no less than is true. */
class CausalOrderBehaviour {
    /** How many programs run; the property sets it. */
    private static final int PROGRAMS = Integer.getInteger("whence.programs", 250);

    private static final long FIRST_SEED = Long.getLong("whence.seed", 20_261_122);

    private static List<Recording> recordings;

    /** The same programs, in files that leave out most of the events. */
    private static List<Recording> filtered;

    /** A program that has run: the moments of its events, by number, and the lines of one of its files. */
    private record Recording(long seed, List<Moment> events, List<Line> lines) {
        /** The numbers of the events that the file has. */
        BitSet written() {
            BitSet written = new BitSet();
            lines.forEach(line -> written.set(line.event()));
            return written;
        }

        /** For each line the ids of those that it names, and of its task's previous line in the file. */
        Map<Line, List<String>> predecessors() {
            Map<Line, List<String>> predecessors = new LinkedHashMap<>();
            Map<String, Line> lastOfTask = new HashMap<>();
            for (Line line : lines) {
                List<String> ids = new ArrayList<>(line.after());
                Line previous = lastOfTask.put(line.task(), line);
                if (previous != null) {
                    ids.add(previous.id());
                }
                predecessors.put(line, ids);
            }
            return predecessors;
        }

        /** The pairs of events that stand in the wrong order in a list of lines. */
        Stream<String> inversions(List<Line> order, Function<Moment, BitSet> past) {
            BitSet later = new BitSet();
            List<String> inversions = new ArrayList<>();
            for (int i = order.size() - 1; i >= 0; i--) {
                BitSet wrong =
                        (BitSet) past.apply(events.get(order.get(i).event())).clone();
                later.set(order.get(i).event());
                wrong.and(later);
                wrong.clear(order.get(i).event());
                int number = order.get(i).event();
                wrong.stream().forEach(earlier -> inversions.add(describe(earlier, number)));
            }
            return inversions.stream();
        }

        List<Line> shuffledAndSorted(Comparator<Line> comparator) {
            List<Line> copy = new ArrayList<>(lines);
            Collections.shuffle(copy, new Random(seed));
            copy.sort(comparator);
            return copy;
        }

        String describe(int earlier, int later) {
            return "seed " + seed + ": " + earlier + " before " + later + ", by "
                    + events.get(later).pathFrom(earlier);
        }
    }

    @BeforeAll
    static void record(@TempDir Path folder) throws Exception {
        recordings = new ArrayList<>();
        filtered = new ArrayList<>();
        System.out.println("seeds " + FIRST_SEED + " to " + (FIRST_SEED + PROGRAMS - 1));
        try (ProgramThreads threads = ProgramThreads.start()) {
            for (long seed : LongStream.range(FIRST_SEED, FIRST_SEED + PROGRAMS).toArray()) {
                CausalLog log = new CausalLog(folder.resolve(seed + ".json"));
                CausalLog some = new CausalLog(folder.resolve(seed + "-some.json"), event -> event % 3 == 0);
                List<Moment> events = elsewhere("", () -> RandomProgram.run(seed, threads, log));
                recordings.add(new Recording(seed, events, log.end()));
                filtered.add(new Recording(seed, events, some.end()));
            }
        }
    }

    @NoAgentNeeded
    @DisplayName("every event is in the file once")
    @Test
    void complete() {
        for (Recording recording : recordings) {
            assertThat(recording.lines().stream().map(Line::event).sorted())
                    .as("seed %d", recording.seed())
                    .hasSameElementsAs(java.util.stream.IntStream.range(
                                    0, recording.events().size())
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
            softly.assertThat(all(CausalOrderBehaviour::unknown))
                    .as("orders that no line tells")
                    .isEmpty();
            softly.assertThat(all(CausalOrderBehaviour::invented))
                    .as("predecessors that are none")
                    .isEmpty();
            softly.assertThat(all(recording -> recording.inversions(
                            recording.shuffledAndSorted(comparing(Line::hlc)), Moment::trackedPast)))
                    .as("orders that the stamps contradict")
                    .isEmpty();
        });
    }

    @DisplayName("so does a file from which a filter has kept most events")
    @Test
    void graphOfFilteredLog() {
        assertThat(filtered.stream().flatMap(CausalOrderBehaviour::unknown))
                .as("orders that no line tells")
                .isEmpty();
        assertThat(filtered.stream().flatMap(CausalOrderBehaviour::invented))
                .as("predecessors that are none")
                .isEmpty();
    }

    private static List<String> all(Function<Recording, Stream<String>> violations) {
        return recordings.stream().flatMap(violations).toList();
    }

    private static Stream<String> unknown(Recording recording) {
        List<String> unknown = new ArrayList<>();
        pasts(recording).forEach((number, told) -> {
            BitSet missing =
                    (BitSet) recording.events().get(number).trackedPast().clone();
            missing.and(recording.written());
            missing.andNot(told);
            missing.stream().forEach(earlier -> unknown.add(recording.describe(earlier, number)));
        });
        return unknown.stream();
    }

    private static Stream<String> invented(Recording recording) {
        Map<String, Integer> events = recording.lines().stream().collect(toMap(Line::id, Line::event));
        List<String> invented = new ArrayList<>();
        recording.predecessors().forEach((line, ids) -> ids.stream()
                .filter(id -> !recording.events().get(line.event()).truePast().get(events.get(id)))
                .map(id -> "seed " + recording.seed() + ": " + events.get(id) + " is no predecessor of " + line)
                .forEach(invented::add));
        return invented.stream();
    }

    /** For each event those that precede it, as the lines alone tell. */
    private static Map<Integer, BitSet> pasts(Recording recording) {
        Map<String, Line> byId = recording.lines().stream().collect(toMap(Line::id, line -> line));
        Map<Integer, BitSet> pasts = new HashMap<>();
        recording.predecessors().forEach((line, ids) -> {
            BitSet past = new BitSet();
            for (String id : ids) {
                Line earlier = byId.get(id);
                assertThat(earlier)
                        .as("seed %d: %s, named by %s", recording.seed(), id, line)
                        .isNotNull();
                assertThat(pasts)
                        .as("seed %d: %s comes after %s", recording.seed(), id, line)
                        .containsKey(earlier.event());
                past.or(pasts.get(earlier.event()));
                past.set(earlier.event());
            }
            pasts.put(line.event(), past);
        });
        return pasts;
    }
}
