package dev.whence.agent.attached;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
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
import java.util.stream.Stream;

/** A {@link RandomProgram} that has run: the moments of its events, by number, and the lines of a log. */
record RecordedProgram(long seed, List<Moment> events, List<Line> lines) {
    /** The orders that no line tells. */
    Stream<String> unknown() {
        BitSet written = new BitSet();
        lines.forEach(line -> written.set(line.event()));
        List<String> unknown = new ArrayList<>();
        pasts().forEach((number, told) -> {
            BitSet missing = (BitSet) events.get(number).trackedPast().clone();
            missing.and(written);
            missing.andNot(told);
            missing.stream().forEach(earlier -> unknown.add(describe(earlier, number)));
        });
        return unknown.stream();
    }

    /** The predecessors that are none. */
    Stream<String> invented() {
        Map<String, Integer> numbers = lines.stream().collect(toMap(Line::id, Line::event));
        List<String> invented = new ArrayList<>();
        predecessors().forEach((line, ids) -> ids.stream()
                .filter(id -> !events.get(line.event()).truePast().get(numbers.get(id)))
                .map(id -> "seed " + seed + ": " + numbers.get(id) + " is no predecessor of " + line)
                .forEach(invented::add));
        return invented.stream();
    }

    /** The orders that the stamps contradict. */
    Stream<String> contradicted() {
        return inversions(shuffledAndSorted(comparing(Line::hlc)), Moment::trackedPast);
    }

    /** The pairs of events that stand in the wrong order in a list of lines. */
    Stream<String> inversions(List<Line> order, Function<Moment, BitSet> past) {
        BitSet later = new BitSet();
        List<String> inversions = new ArrayList<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            int number = order.get(i).event();
            BitSet wrong = (BitSet) past.apply(events.get(number)).clone();
            later.set(number);
            wrong.and(later);
            wrong.clear(number);
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

    /** For each event those that precede it, as the lines alone tell. */
    private Map<Integer, BitSet> pasts() {
        Map<String, Line> byId = lines.stream().collect(toMap(Line::id, line -> line));
        Map<Integer, BitSet> pasts = new HashMap<>();
        predecessors().forEach((line, ids) -> {
            BitSet past = new BitSet();
            for (String id : ids) {
                Line earlier = byId.get(id);
                assertThat(earlier)
                        .as("seed %d: %s, named by %s", seed, id, line)
                        .isNotNull();
                assertThat(pasts)
                        .as("seed %d: %s comes after %s", seed, id, line)
                        .containsKey(earlier.event());
                past.or(pasts.get(earlier.event()));
                past.set(earlier.event());
            }
            pasts.put(line.event(), past);
        });
        return pasts;
    }

    /** For each line the ids of those that it names, and of its task's previous line. */
    private Map<Line, List<String>> predecessors() {
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

    private String describe(int earlier, int later) {
        return "seed " + seed + ": " + earlier + " before " + later + ", by "
                + events.get(later).pathFrom(earlier);
    }
}
