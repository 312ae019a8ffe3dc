package dev.whence.agent.live;

import dev.whence.agent.live.Node.Kind;
import dev.whence.agent.live.Node.Place;
import dev.whence.runtime.TaskView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a graph, with equal ones taken together. Two nodes are equal if their labels are, and if what they wait
 * for is equal too. So a thousand requests that wait in the same way are one shape.
 */
final class Shapes {
    private final Map<Key, Shape> known = new HashMap<>();
    private final Map<Simple, Shape> simple = new HashMap<>();

    /** The key that is looked for, and not in the map. */
    private Simple wanted = new Simple();

    /** The way from a node whose shape is wanted to those that get theirs first. Empty between two calls. */
    private final Deque<Node> path = new ArrayDeque<>();

    /**
     * What makes two shapes equal.
     *
     * @param label what is shown
     * @param waitsFor the numbers of the shapes that it waits for, and of how many nodes each
     */
    private record Key(Label label, Map<Integer, Integer> waitsFor) {}

    /**
     * What makes the shapes of two futures or two pieces of work equal that wait for at most one other node. Most nodes
     * are of this kind. This is found without their labels, and no object is made for each of them.
     */
    private static final class Simple {
        private Class<?> type = Object.class;

        /** The last hop of the task that completes it, or that runs. */
        private @Nullable Object hop;

        /** The pool in whose queue it waits; null for none. */
        private @Nullable Pool pool;

        private boolean isDelayed;

        /** The shape that it waits for. */
        private @Nullable Shape only;

        Simple is(Node node) {
            Place place = node.place();
            Node awaited = node.only();
            type = node.subject.getClass();
            hop = node.task == null ? null : TaskView.lastHop(node.task);
            pool = place == null ? null : place.pool();
            isDelayed = place != null && place.delayMillis() > 0;
            only = awaited == null ? null : awaited.shape;
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Simple that
                    && type == that.type
                    && hop == that.hop
                    && pool == that.pool
                    && isDelayed == that.isDelayed
                    && only == that.only;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(hop) + 31 * (only == null ? type.hashCode() : only.number);
        }
    }

    /** Some equal nodes. */
    static final class Shape {
        final int number;
        final Label label;

        /** The shapes that a node waits for, and how many nodes of each. */
        final Map<Shape, Integer> waitsFor;

        /** The library to which all of it belongs, or an empty text if none is known; null if the program knows of it. */
        final @Nullable String internalsOf;

        Shape(int number, Label label, Map<Shape, Integer> waitsFor, Class<?> type) {
            this.number = number;
            this.label = label;
            this.waitsFor = waitsFor;
            boolean isOfProgram = label.kind() == Kind.THREAD || label.kind() == Kind.REMOTE || label.at() != null;
            this.internalsOf = isOfProgram ? null : library(type);
        }

        private @Nullable String library(Class<?> type) {
            String library = Label.library(type);
            for (Shape other : waitsFor.keySet()) {
                if (other.internalsOf == null) {
                    return null;
                }
                library = library.isEmpty() ? other.internalsOf : library;
            }
            return library;
        }
    }

    /** Returns the shape of a node. What the node waits for gets its shapes first, without a recursion. */
    Shape of(Node wanted) {
        if (wanted.shape == null) {
            path.push(wanted);
        }
        while (!path.isEmpty()) {
            Node node = path.peek();
            if (node.shape == null && !node.isOnPath) {
                node.isOnPath = true;
                pushUnknown(node);
            } else {
                node.shape = node.shape == null ? make(node) : node.shape;
                node.isOnPath = false;
                path.pop();
            }
        }
        return Objects.requireNonNull(wanted.shape);
    }

    /** Of a circle, the node that was come to last does not wait for the first one. */
    private void pushUnknown(Node node) {
        Node only = node.only();
        if (only != null) {
            pushIfUnknown(only);
        } else {
            node.waitsFor().forEach(this::pushIfUnknown);
        }
    }

    private void pushIfUnknown(Node node) {
        if (node.shape == null && !node.isOnPath) {
            path.push(node);
        }
    }

    private Shape make(Node node) {
        if (node.kind() == Kind.THREAD || node.kind() == Kind.REMOTE || node.waitsForSeveral()) {
            return full(node);
        }
        Shape shape = simple.get(wanted.is(node));
        if (shape == null) {
            shape = full(node);
            simple.put(wanted, shape);
            wanted = new Simple();
        }
        return shape;
    }

    private Shape full(Node node) {
        Map<Shape, Integer> waitsFor = new LinkedHashMap<>();
        Map<Integer, Integer> numbers = new TreeMap<>();
        for (Node other : node.waitsFor()) {
            // If it has none yet, this node waits for one that waits for this node.
            if (other.shape != null) {
                waitsFor.merge(other.shape, 1, Integer::sum);
                numbers.merge(other.shape.number, 1, Integer::sum);
            }
        }
        Label label = Label.of(node);
        Class<?> type = node.subject.getClass();
        return known.computeIfAbsent(
                new Key(label, numbers), unknown -> new Shape(known.size() + 1, label, waitsFor, type));
    }

    /** Returns those nodes of wanted operations for which no other waits, and one of each circle. */
    List<Roots> roots(Iterable<Node> nodes, Predicate<Operation> isWanted) {
        Map<Shape, Roots> roots = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (!node.isAwaited) {
                add(node, roots, isWanted);
            }
        }
        for (Node node : nodes) {
            if (node.shape == null) {
                add(node, roots, isWanted);
            }
        }
        return new ArrayList<>(roots.values());
    }

    private void add(Node node, Map<Shape, Roots> roots, Predicate<Operation> isWanted) {
        Shape shape = of(node);
        Operation operation = Operation.of(node);
        if (!node.isIdle() && isWanted.test(operation)) {
            roots.computeIfAbsent(shape, same -> new Roots(same, node)).add(operation);
        }
    }
}
