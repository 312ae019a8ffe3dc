package dev.whence.log.diff;

import dev.whence.log.LogRecord.Event;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.tree.Story;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares two runs of one operation. Lines are the same if their messages are, without numbers, and if their direct
 * causes are. So the order of what ran side by side makes no difference.
 */
public final class StoryDiff {
    /**
     * A line of one run or of both.
     *
     * @param one the event of the first run, or -1
     * @param other the event of the second run, or -1
     */
    public record Line(int one, int other) {
        /** Returns whether both runs have it. */
        public boolean isCommon() {
            return one >= 0 && other >= 0;
        }
    }

    private StoryDiff() {}

    /** Returns the lines of both runs, each run in a causal order. */
    public static List<Line> of(Story one, Story other) {
        Map<String, Deque<Integer>> ofOther = new HashMap<>();
        for (int event : other.inOrder()) {
            ofOther.computeIfAbsent(label(event, other), label -> new ArrayDeque<>())
                    .add(event);
        }
        Map<Integer, Integer> pairs = new HashMap<>();
        for (int event : one.inOrder()) {
            Deque<Integer> same = ofOther.get(label(event, one));
            if (same != null && !same.isEmpty()) {
                pairs.put(event, same.remove());
            }
        }
        return lines(one, other, pairs);
    }

    private static String label(int event, Story story) {
        CausalGraph graph = story.graph();
        String causes = Arrays.stream(graph.predecessors(event))
                .mapToObj(cause -> text(cause, story))
                .sorted()
                .collect(Collectors.joining("\n"));
        return text(event, story) + "\n<-\n" + causes;
    }

    private static String text(int event, Story story) {
        Event logged = story.graph().record(event).event();
        String body = logged.body().replace(logged.correlation(), "#").replaceAll("[0-9]+", "#");
        return logged.service() + " " + logged.severity() + " " + body;
    }

    /** What only the second run has comes behind the last of its causes that both have. */
    private static List<Line> lines(Story one, Story other, Map<Integer, Integer> pairs) {
        int[] order = one.inOrder();
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < order.length; place++) {
            Integer same = pairs.get(order[place]);
            if (same != null) {
                places.put(same, place);
            }
        }
        Map<Integer, List<Line>> behind = new HashMap<>();
        for (int event : other.inOrder()) {
            if (!places.containsKey(event)) {
                int place = Arrays.stream(other.graph().predecessors(event))
                        .map(cause -> places.getOrDefault(cause, -1))
                        .max()
                        .orElse(-1);
                places.put(event, place);
                behind.computeIfAbsent(place, key -> new ArrayList<>()).add(new Line(-1, event));
            }
        }
        List<Line> lines = new ArrayList<>(behind.getOrDefault(-1, List.of()));
        for (int place = 0; place < order.length; place++) {
            lines.add(new Line(order[place], pairs.getOrDefault(order[place], -1)));
            lines.addAll(behind.getOrDefault(place, List.of()));
        }
        return lines;
    }
}
