package dev.whence.agent.live;

import dev.whence.agent.live.Shapes.Shape;
import java.util.LinkedHashSet;
import java.util.Set;

/** Some equal nodes for which no other waits, with the operations that they belong to. */
final class Roots {
    private static final int NAMED = 5;

    final Shape shape;

    /** The IDs of some of the operations. */
    final Set<String> named = new LinkedHashSet<>();

    int count;

    /** For how long the oldest of the operations is known to be in flight at least, in milliseconds. */
    long ageMillis;

    /** How many of the nodes have no correlation whose ID is known. */
    int unnamed;

    /** One of the nodes. */
    final Node example;

    Roots(Shape shape, Node example) {
        this.shape = shape;
        this.example = example;
    }

    /** Counts a node of an operation. */
    void add(Operation operation) {
        count++;
        ageMillis = Math.max(ageMillis, operation.ageMillis());
        if (operation.id().isEmpty()) {
            unnamed++;
        } else if (named.size() < NAMED) {
            named.add(operation.id());
        }
    }
}
