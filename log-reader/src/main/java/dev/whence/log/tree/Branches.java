package dev.whence.log.tree;

import dev.whence.log.graph.CausalGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which events are shown. Of branches that are equal but for their numbers, one is shown for all. What is deeper than
 * wanted is left out.
 */
final class Branches {
    /** From how many equal branches on, one is shown for all. */
    private static final int FOLDED = 3;

    /** A task with the tasks that come from it. */
    private static final class Branch {
        final int[] events;
        final List<Branch> children = new ArrayList<>();

        @Nullable Branch parent;

        int depth;

        Branch(int[] events) {
            this.events = events;
        }
    }

    private final CausalGraph graph;
    private final Map<String, Branch> branches = new LinkedHashMap<>();

    /** For each event that is not shown, the one that stands for it, or -1. */
    private final Map<Integer, Integer> hidden = new HashMap<>();

    /** For the first event of a branch that stands for others, how many there are in all. */
    private final Map<Integer, Integer> multiples = new HashMap<>();

    /** For an event below which something is left out, how many events that are. */
    private final Map<Integer, Integer> leftOut = new TreeMap<>();

    Branches(Story story, boolean isFolding, int depth) {
        this.graph = story.graph();
        story.tasks().forEach((task, events) -> branches.put(task, new Branch(events)));
        branches.values().forEach(this::findParent);
        for (Branch branch : sortedByStart()) {
            branch.depth = branch.parent == null ? 1 : branch.parent.depth + 1;
            if (branch.depth > depth) {
                leaveOut(branch);
            }
        }
        if (isFolding) {
            foldAll();
        }
    }

    /** The task of the predecessor of the first event, if that is the only one. */
    private void findParent(Branch branch) {
        int[] before = graph.predecessors(branch.events[0]);
        Branch parent = before.length == 1 ? branches.get(graph.task(before[0])) : null;
        if (parent != null && parent != branch) {
            branch.parent = parent;
            parent.children.add(branch);
        }
    }

    private List<Branch> sortedByStart() {
        return branches.values().stream()
                .sorted((one, other) -> Long.compareUnsigned(
                        graph.effectiveStamp(one.events[0]), graph.effectiveStamp(other.events[0])))
                .toList();
    }

    private void leaveOut(Branch branch) {
        int shown = graph.predecessors(branch.events[0])[0];
        while (hidden.containsKey(shown) && graph.predecessors(shown).length > 0) {
            shown = graph.predecessors(shown)[0];
        }
        leftOut.merge(shown, branch.events.length, Integer::sum);
        for (int event : branch.events) {
            hidden.put(event, -1);
        }
    }

    private void foldAll() {
        Map<String, List<Branch>> equal = new LinkedHashMap<>();
        for (Branch branch : sortedByStart()) {
            if (branch.parent != null) {
                String place = graph.predecessors(branch.events[0])[0] + "\n" + shape(branch);
                equal.computeIfAbsent(place, key -> new ArrayList<>()).add(branch);
            }
        }
        for (List<Branch> group : equal.values()) {
            group.removeIf(branch -> hidden.containsKey(branch.events[0]));
            if (group.size() >= FOLDED) {
                multiples.put(group.get(0).events[0], group.size());
                group.subList(1, group.size()).forEach(branch -> fold(branch, group.get(0)));
            }
        }
    }

    /** What a branch looks like: its lines without their numbers, and its branches. */
    private String shape(Branch branch) {
        String own = Arrays.stream(branch.events)
                .mapToObj(event -> graph.record(event).event())
                .map(event -> event.service() + event.severity() + event.body().replaceAll("[0-9]+", "#"))
                .collect(Collectors.joining("\n"));
        return own
                + branch.children.stream().map(this::shape).sorted().collect(Collectors.joining("\n{", "\n{", "\n}"));
    }

    private void fold(Branch branch, Branch into) {
        for (int i = 0; i < branch.events.length; i++) {
            hidden.put(branch.events[i], into.events[i]);
        }
        List<Branch> children = sortedByShape(branch);
        List<Branch> targets = sortedByShape(into);
        for (int i = 0; i < children.size(); i++) {
            fold(children.get(i), targets.get(i));
        }
    }

    private List<Branch> sortedByShape(Branch branch) {
        return branch.children.stream()
                .sorted((one, other) -> shape(one).compareTo(shape(other)))
                .toList();
    }

    boolean isShown(int event) {
        return !hidden.containsKey(event);
    }

    /** Returns how many branches an event stands for; 1 if only for its own. */
    int multiple(int event) {
        return multiples.getOrDefault(event, 1);
    }

    /** Returns how many events below an event are deeper than wanted. */
    int leftOut(int event) {
        return leftOut.getOrDefault(event, 0);
    }

    /** Returns the predecessors of an event among those that are shown. */
    int[] predecessors(int event) {
        return Arrays.stream(graph.predecessors(event))
                .flatMap(this::shown)
                .filter(shown -> shown != event)
                .distinct()
                .toArray();
    }

    private IntStream shown(int event) {
        Integer instead = hidden.get(event);
        if (instead == null) {
            return IntStream.of(event);
        }
        return instead >= 0
                ? shown(instead)
                : Arrays.stream(graph.predecessors(event)).flatMap(this::shown);
    }
}
