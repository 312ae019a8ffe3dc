package dev.whence.agent.live;

import dev.whence.agent.live.Shapes.Shape;
import dev.whence.runtime.TaskView;
import java.util.LinkedHashSet;
import java.util.Set;

/** Some equal nodes for which no other waits, with the operations that they belong to. */
final class Roots {
    private static final int NAMED = 5;

    final Shape shape;

    /** The IDs of some of the operations. */
    final Set<String> named = new LinkedHashSet<>();

    int count;

    /** How many of the nodes have no correlation whose ID is known. */
    int unnamed;

    /** One of the nodes. */
    final Node example;

    Roots(Shape shape, Node example) {
        this.shape = shape;
        this.example = example;
    }

    /** Counts a node of an operation. */
    void add(String id) {
        count++;
        if (id.isEmpty()) {
            unnamed++;
        } else if (named.size() < NAMED) {
            named.add(id);
        }
    }

    /** Returns the ID of the operation of a node, or of what it waits for; empty if it is not known. */
    static String operation(Node node) {
        Node next = node;
        for (int i = 0; i < NAMED && next != null; i++) {
            String id = next.task == null ? "" : TaskView.correlation(next.task);
            if (!id.isEmpty()) {
                return id;
            }
            next = next.first();
        }
        return "";
    }
}
