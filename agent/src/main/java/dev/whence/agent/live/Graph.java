package dev.whence.agent.live;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is in flight, and what waits for what. There is one node for each thread, future and piece of work. */
final class Graph {
    private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>(1 << 10);

    final List<Pool> pools = new ArrayList<>();

    /** Returns the node of a future, and adds it with all that depends on it if it is new. */
    Node future(CompletableFuture<?> future) {
        Node known = known(future);
        if (known == null) {
            known = add(future);
            new Dependents(this).of(known);
        }
        return known;
    }

    /** Returns the node of an object, or null if there is none. */
    @Nullable Node known(Object subject) {
        return nodes.get(subject);
    }

    /** Adds a node for an object that has none. */
    Node add(Object subject) {
        Node node = new Node(subject);
        nodes.put(subject, node);
        return node;
    }

    /** Returns the node of an object, which is added if there is none. */
    Node of(Object subject) {
        Node known = nodes.get(subject);
        return known == null ? add(subject) : known;
    }

    List<Node> all() {
        return new ArrayList<>(nodes.values());
    }
}
