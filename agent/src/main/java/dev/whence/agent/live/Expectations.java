package dev.whence.agent.live;

import dev.whence.agent.live.Dependents.Functions;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import dev.whence.runtime.jdk.Expectation;
import dev.whence.runtime.jdk.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of futures that are not complete a second after the first function was registered with them.
 *
 * <p>Nothing is expected if only the first one of several futures counts, if only threads wait, which may give up, or if
 * all functions are those of the JDK and of libraries: these know why they drop a future of their own.
 */
public final class Expectations implements Sources.Expecting {
    private static final int FEW = 16;

    /** How many futures may depend on one of which something is expected. All of them have to be watched. */
    private static final int MOST = 256;

    /**
     * A future that was collected before it was complete.
     *
     * @param hops where the first function that depends on it was registered: a boundary frame, and the frames below
     * @param dependents how many futures depend on it
     * @param operation the ID of the operation that needs it; empty if it is not known
     * @param since when it was seen to last, in milliseconds of the system's clock
     */
    public record Dropped(List<StackTraceElement> hops, int dependents, String operation, long since) {}

    /** Notes what is expected of the latest futures, and returns those that were dropped since the last call. */
    public List<Dropped> look() {
        Sources.expect(this);
        List<Dropped> dropped = new ArrayList<>();
        for (Expectation each : Expectation.takeDisappointed()) {
            dropped.add(new Dropped(List.of(each.hops()), each.dependents(), each.operation(), each.millis()));
        }
        return dropped;
    }

    @Override
    public @Nullable Expectation of(CompletableFuture<?> source) {
        Graph graph = new Graph(FEW);
        Node root = graph.future(source);
        List<Node> needing = graph.size() > MOST ? List.of() : needing(graph, root);
        Task first = first(needing);
        if (first == null) {
            return null;
        }
        List<CompletableFuture<?>> futures = new ArrayList<>();
        for (Node node : needing) {
            futures.add((CompletableFuture<?>) node.subject);
        }
        return Expectation.of(first, futures);
    }

    /** Returns a node and all that cannot be completed without it, the nearest ones first. */
    private static List<Node> needing(Graph graph, Node root) {
        Map<Node, List<Node>> dependents = new HashMap<>();
        for (Node node : graph.all()) {
            if (node.kind() == Node.Kind.FUTURE && !node.takesFirst) {
                for (Node source : node.waitsFor()) {
                    dependents.computeIfAbsent(source, any -> new ArrayList<>()).add(node);
                }
            }
        }
        List<Node> needing = new ArrayList<>(List.of(root));
        for (int i = 0; i < needing.size(); i++) {
            for (Node dependent : dependents.getOrDefault(needing.get(i), List.of())) {
                if (!needing.contains(dependent)) {
                    needing.add(dependent);
                }
            }
        }
        return needing;
    }

    /** Returns the nearest task whose function is one of the program; null if there is none. */
    private static @Nullable Task first(List<Node> needing) {
        for (Node node : needing.subList(Math.min(1, needing.size()), needing.size())) {
            Object function = node.task == null ? null : Functions.inside(node.task);
            if (function != null && TaskView.isOfProgram(function)) {
                return node.task;
            }
        }
        return null;
    }
}
