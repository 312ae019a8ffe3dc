package dev.whence.agent.live;

import dev.whence.agent.live.Circle.Kind;
import dev.whence.agent.live.Circle.Stop;
import dev.whence.runtime.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** What is in flight at a moment as members of chains, each of which waits for others: threads, pools, futures and work. */
final class Members {
    private final Graph graph;
    private final Monitors monitors;

    Members(Graph graph, Monitors monitors) {
        this.graph = graph;
        this.monitors = monitors;
    }

    /** Returns what a thread, a pool, a future or work waits for. Empty if it has a way out by itself. */
    List<Object> needs(Object member) {
        if (member instanceof Thread thread) {
            Object awaited = Awaited.of(thread, monitors);
            return awaited == null ? List.of() : List.of(awaited);
        }
        if (member instanceof Pool pool) {
            return Fullness.isFull(pool) ? List.copyOf(pool.workers) : List.of();
        }
        Node node = node(member);
        if (node == null || node.isLimited || node.takesFirst) {
            return List.of();
        }
        Node.Place place = node.place();
        if (place != null) {
            return List.of(place.pool());
        }
        List<Object> others = new ArrayList<>();
        for (Node other : node.waitsFor()) {
            others.add(other.subject);
        }
        return others;
    }

    /** Returns the node of a future or of work; null if it is not in flight as far as that is known. */
    @Nullable Node node(Object member) {
        return member instanceof FutureTask<?> future ? Survey.ofFutureTask(graph, future) : graph.known(member);
    }

    /** Returns a member in words. */
    Stop stop(Object member) {
        if (member instanceof Pool pool) {
            return new Stop(Kind.POOL, pool.name, "", "", 0, pool.workers.size(), pool.queued, "", List.of());
        }
        Node node = graph.of(member);
        String operation = node.task == null ? "" : TaskView.correlation(node.task);
        if (member instanceof Thread thread) {
            new Sighting(graph, node, monitors).look();
            String waitsIn = Label.of(node).waitsIn();
            return new Stop(
                    Kind.THREAD, name(thread), waitsIn, "", Monitors.id(thread), 0, 0, operation, Label.stack(node));
        }
        Node.Place place = node.place();
        String queue = place == null ? "" : place.pool().name;
        return new Stop(Kind.FUTURE, Label.of(node).what(), "", queue, 0, 0, 0, operation, Label.stack(node));
    }

    static String name(Thread thread) {
        return thread.getName().isEmpty() ? "#" + Monitors.id(thread) : thread.getName();
    }
}
