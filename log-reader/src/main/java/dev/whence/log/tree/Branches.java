package dev.whence.log.tree;

import dev.whence.log.graph.CausalGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

        /** Branches with the same number look the same. */
        int shape;

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
        List<Branch> sorted = sortedByStart();
        findShapes(sorted);
        Map<String, List<Branch>> equal = new LinkedHashMap<>();
        for (Branch branch : sorted) {
            if (branch.parent != null) {
                String place = graph.predecessors(branch.events[0])[0] + " " + branch.shape;
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

    /** Numbers what branches look like: their lines without numbers, and their branches, which begin later. */
    private void findShapes(List<Branch> sorted) {
        Map<String, Integer> shapes = new HashMap<>();
        for (int i = sorted.size() - 1; i >= 0; i--) {
            Branch branch = sorted.get(i);
            branch.children.sort(Comparator.comparingInt(child -> child.shape));
            String shape = Arrays.stream(branch.events)
                            .mapToObj(event -> graph.record(event).event())
                            .map(event -> event.service()
                                    + event.severity()
                                    + event.body().replaceAll("[0-9]+", "#"))
                            .collect(Collectors.joining("\n"))
                    + "\n{"
                    + branch.children.stream().map(child -> "" + child.shape).collect(Collectors.joining(" "));
            Integer number = shapes.putIfAbsent(shape, shapes.size());
            branch.shape = number == null ? shapes.size() - 1 : number;
        }
    }

    private void fold(Branch first, Branch into) {
        Deque<Branch> from = new ArrayDeque<>(List.of(first));
        Deque<Branch> to = new ArrayDeque<>(List.of(into));
        while (!from.isEmpty()) {
            Branch branch = from.remove();
            Branch target = to.remove();
            if (hidden.containsKey(branch.events[0])) {
                continue;
            }
            for (int i = 0; i < branch.events.length; i++) {
                hidden.put(branch.events[i], target.events[i]);
            }
            from.addAll(branch.children);
            to.addAll(target.children);
        }
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
        int[] direct = graph.predecessors(event);
        if (hidden.isEmpty()) {
            return Arrays.stream(direct).distinct().toArray();
        }
        Set<Integer> shown = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        Arrays.stream(direct).forEach(open::add);
        while (!open.isEmpty()) {
            int before = open.remove();
            Integer instead = hidden.get(before);
            if (!seen.add(before)) {
                continue;
            }
            if (instead == null) {
                shown.add(before);
            } else if (instead >= 0) {
                open.add(instead);
            } else {
                Arrays.stream(graph.predecessors(before)).forEach(open::add);
            }
        }
        shown.remove(event);
        return shown.stream().mapToInt(each -> each).toArray();
    }
}
