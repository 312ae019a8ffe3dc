package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Shapes.Shape;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A dump of what is in flight, as JSON. The documentation describes the format. */
final class Dump {
    /** The version of the format. It changes when a reader of the old one would misunderstand the new one. */
    private static final int FORMAT = 1;

    private final String version;

    /** Only operations whose correlation ID is this one; empty for all. */
    private final String correlation;

    /** Only what has this text in a frame of its logical stack; empty for all. */
    private final String site;

    /** Only operations that are known to be in flight for so long, in milliseconds. */
    private final long olderMillis;

    /** How many groups are told of at most. */
    private final int limit;

    private final Shapes shapes = new Shapes();

    Dump(Request request, String version) {
        this.version = version;
        this.correlation = request.text("correlation");
        this.site = request.text("site");
        this.olderMillis = request.millis("older");
        this.limit = request.number("limit", 100);
    }

    /** Looks, and writes what was seen. */
    void writeTo(JsonGenerator json) throws IOException {
        Graph graph = Survey.look();
        Iterable<Node> nodes = graph.all();
        List<Roots> roots = shapes.roots(nodes, this::isWanted);
        roots.removeIf(root -> !isWanted(root));
        roots.sort(Comparator.comparing((Roots root) -> root.shape.internalsOf != null)
                .thenComparingInt(root -> -root.count));
        json.writeStartObject();
        Heading.write(json, FORMAT, version);
        Heading.counts(json, nodes);
        Told.writeAll(json);
        pools(json, graph.pools);
        json.writeArrayFieldStart("groups");
        for (Roots root : roots.subList(0, Math.min(roots.size(), limit))) {
            group(json, root);
        }
        json.writeEndArray();
        json.writeNumberField("groupsLeftOut", Math.max(0, roots.size() - limit));
        json.writeEndObject();
    }

    private boolean isWanted(Operation operation) {
        return operation.ageMillis() >= olderMillis && (correlation.isEmpty() || correlation.equals(operation.id()));
    }

    private boolean isWanted(Roots root) {
        return site.isEmpty() || hasSite(root.shape, new HashSet<>());
    }

    private boolean hasSite(Shape shape, Set<Shape> seen) {
        if (!seen.add(shape)) {
            return false;
        }
        return shape.label.has(site) || shape.waitsFor.keySet().stream().anyMatch(other -> hasSite(other, seen));
    }

    private static void pools(JsonGenerator json, List<Pool> pools) throws IOException {
        json.writeArrayFieldStart("pools");
        for (Pool pool : pools) {
            json.writeStartObject();
            Heading.pool(json, pool);
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
        json.writeNumberField("ageMillis", root.ageMillis);
        if (root.shape.internalsOf != null) {
            json.writeStringField("internalsOf", root.shape.internalsOf);
        }
        json.writeFieldName("example");
        new Tree(json, shapes).write(root.example);
        json.writeEndObject();
    }
}
