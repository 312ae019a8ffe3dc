package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Kind;
import dev.whence.agent.live.Shapes.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dump of what is in flight, as JSON. The documentation describes the format. */
final class Dump {
    /** The version of the format. It changes when a reader of the old one would misunderstand the new one. */
    private static final int FORMAT = 1;

    private final Request request;
    private final String version;
    private final Shapes shapes = new Shapes();

    Dump(Request request, String version) {
        this.request = request;
        this.version = version;
    }

    /** Looks, and writes what was seen. */
    void writeTo(OutputStream out) throws IOException {
        Graph graph = Survey.look();
        List<Node> nodes = graph.all();
        List<Roots> roots = shapes.roots(nodes, request.correlation());
        roots.removeIf(root -> !isWanted(root));
        roots.sort(Comparator.comparingInt((Roots root) -> -root.count));
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("version", version);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("java", System.getProperty("java.version", ""));
            json.writeStringField("program", System.getProperty("sun.java.command", ""));
            json.writeStringField(
                    "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            counts(json, nodes);
            pools(json, graph.pools);
            json.writeArrayFieldStart("groups");
            for (Roots root : roots.subList(0, Math.min(roots.size(), request.limit()))) {
                group(json, root);
            }
            json.writeEndArray();
            json.writeNumberField("groupsLeftOut", Math.max(0, roots.size() - request.limit()));
            json.writeEndObject();
        }
    }

    /** Writes why there is no dump. */
    static void writeFault(String fault, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("fault", fault);
            json.writeEndObject();
        }
    }

    private boolean isWanted(Roots root) {
        return request.site().isEmpty() || hasSite(root.shape, new HashSet<>());
    }

    private boolean hasSite(Shape shape, Set<Shape> seen) {
        if (!seen.add(shape)) {
            return false;
        }
        return shape.label.has(request.site())
                || shape.waitsFor.keySet().stream().anyMatch(other -> hasSite(other, seen));
    }

    private static void counts(JsonGenerator json, List<Node> nodes) throws IOException {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Node node : nodes) {
            counts.merge(node.kind(), 1, Integer::sum);
        }
        json.writeObjectFieldStart("counts");
        json.writeNumberField("threads", counts.getOrDefault(Kind.THREAD, 0));
        json.writeNumberField("pendingFutures", counts.getOrDefault(Kind.FUTURE, 0));
        json.writeNumberField("queuedWork", counts.getOrDefault(Kind.WORK, 0));
        json.writeEndObject();
    }

    private static void pools(JsonGenerator json, List<Pool> pools) throws IOException {
        json.writeArrayFieldStart("pools");
        for (Pool pool : pools) {
            json.writeStartObject();
            json.writeStringField("name", pool.name);
            if (pool.executor != null) {
                json.writeStringField("class", pool.executor.getClass().getName());
            }
            json.writeNumberField("threads", pool.threads);
            json.writeNumberField("active", pool.active);
            json.writeNumberField("queued", pool.queued);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void group(JsonGenerator json, Roots root) throws IOException {
        json.writeStartObject();
        json.writeNumberField("count", root.count);
        json.writeArrayFieldStart("operations");
        for (String id : root.named) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeNumberField("withoutOperation", root.unnamed);
        json.writeFieldName("example");
        new Tree(json, shapes).write(root.example);
        json.writeEndObject();
    }
}
