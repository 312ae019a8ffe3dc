package dev.whence.agent.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight, and what waits for what. There is one node for each thread, future and piece of work.
 *
 * <p>The nodes are in a hash table that finds them by the identity of their subjects. An {@code IdentityHashMap} would
 * need twice the memory, because it has the subjects as well.
 */
final class Graph {
    final List<Pool> pools = new ArrayList<>();

    /** A power of two many slots, of which at most three quarters are taken. */
    private Node[] slots;

    private int size;

    private final Dependents dependents = new Dependents(this);

    /** The nodes of threads, in the order in which they were added. */
    private final List<Node> threads = new ArrayList<>();

    Graph() {
        this(1 << 10);
    }

    /** A graph that may stay small, with a power of two many slots at first. */
    Graph(int slots) {
        this.slots = new Node[slots];
    }

    /** Returns the node of a future, and adds it with all that depends on it if it is new. */
    Node future(CompletableFuture<?> future) {
        int before = size;
        Node node = of(future);
        if (size > before) {
            dependents.of(node);
        }
        return node;
    }

    /** Returns the node of an object, or null if there is none. */
    @Nullable Node known(Object subject) {
        return slots[slot(subject)];
    }

    /** Returns the node of an object, which is added if there is none. */
    Node of(Object subject) {
        int slot = slot(subject);
        Node known = slots[slot];
        return known == null ? add(subject, slot) : known;
    }

    private Node add(Object subject, int slot) {
        Node node = new Node(subject);
        slots[slot] = node;
        size++;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        if (subject instanceof Thread) {
            threads.add(node);
        }
        return node;
    }

    /** Returns the number of nodes, which tells whether one was added. */
    int size() {
        return size;
    }

    /** Returns the slot with the node of an object, or the free one where that belongs. */
    private int slot(Object subject) {
        int last = slots.length - 1;
        int slot = System.identityHashCode(subject) & last;
        for (Node node = slots[slot]; node != null && node.subject != subject; node = slots[slot]) {
            slot = (slot + 1) & last;
        }
        return slot;
    }

    private void grow() {
        Node[] before = slots;
        slots = new Node[2 * before.length];
        for (Node node : before) {
            if (node != null) {
                slots[slot(node.subject)] = node;
            }
        }
    }

    /** Returns the nodes of threads that are known until now. */
    List<Node> threads() {
        return List.copyOf(threads);
    }

    /** Returns all nodes. */
    Iterable<Node> all() {
        return Nodes::new;
    }

    private final class Nodes implements Iterator<Node> {
        private int next = -1;

        Nodes() {
            advance();
        }

        private void advance() {
            do {
                next++;
            } while (hasNext() && slots[next] == null);
        }

        @Override
        public boolean hasNext() {
            return next < slots.length;
        }

        @Override
        public Node next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Node node = slots[next];
            advance();
            return node;
        }
    }
}
