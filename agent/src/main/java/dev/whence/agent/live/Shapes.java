package dev.whence.agent.live;

import dev.whence.agent.live.Node.Kind;
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

    /**
     * What makes two shapes equal.
     *
     * @param label what is shown
     * @param waitsFor the numbers of the shapes that it waits for, and of how many nodes each
     */
    private record Key(Label label, Map<Integer, Integer> waitsFor) {}

    /**
     * What makes the shapes of two futures equal that wait for at most one other node, and in no queue. Most nodes are
     * of this kind. This is found without their labels.
     *
     * @param type the class of the future
     * @param hop the last hop of the task that completes it
     * @param only the shape that it waits for
     */
    private record Simple(
            Class<?> type, @Nullable Object hop, @Nullable Shape only) {}

    /** Some equal nodes. */
    static final class Shape {
        final int number;
        final Label label;

        /** The shapes that a node waits for, and how many nodes of each. */
        final Map<Shape, Integer> waitsFor;

        Shape(int number, Label label, Map<Shape, Integer> waitsFor) {
            this.number = number;
            this.label = label;
            this.waitsFor = waitsFor;
        }
    }

    /** Returns the shape of a node. What the node waits for gets its shapes first, without a recursion. */
    Shape of(Node wanted) {
        Deque<Node> path = new ArrayDeque<>();
        path.push(wanted);
        while (!path.isEmpty()) {
            Node node = path.peek();
            node.isOnPath = true;
            Node next = node.shape == null ? notKnown(node) : null;
            if (next == null) {
                node.shape = node.shape == null ? make(node) : node.shape;
                node.isOnPath = false;
                path.pop();
            } else {
                path.push(next);
            }
        }
        return Objects.requireNonNull(wanted.shape);
    }

    private static @Nullable Node notKnown(Node node) {
        for (Node other : node.waitsFor()) {
            if (other.shape == null && !other.isOnPath) {
                return other;
            }
        }
        return null;
    }

    private Shape make(Node node) {
        List<Node> others = node.waitsFor();
        if (node.kind() == Kind.FUTURE && node.place() == null && others.size() <= 1) {
            Object hop = node.task == null ? null : TaskView.lastHop(node.task);
            Simple key = new Simple(node.subject.getClass(), hop, others.isEmpty() ? null : others.get(0).shape);
            return simple.computeIfAbsent(key, unknown -> full(node));
        }
        return full(node);
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
        return known.computeIfAbsent(new Key(label, numbers), unknown -> new Shape(known.size() + 1, label, waitsFor));
    }

    /** Returns those nodes of wanted operations for which no other waits, and one of each circle. */
    List<Roots> roots(List<Node> nodes, Predicate<Operation> isWanted) {
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
