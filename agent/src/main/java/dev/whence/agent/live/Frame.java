package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * One frame of {@code dump --watch}, as JSON: what is in flight at a moment, as tables. The documentation describes the
 * format.
 */
final class Frame {
    /** The version of the format. It changes when a reader of the old one would misunderstand the new one. */
    private static final int FORMAT = 1;

    /** How many rows a table has at most. */
    static final int MOST = 50;

    private final String version;
    private final Memory memory;
    private final Shapes shapes = new Shapes();

    Frame(String version, Memory memory) {
        this.version = version;
        this.memory = memory;
    }

    /** Looks, and writes what was seen. */
    void writeTo(JsonGenerator json) throws IOException {
        Graph graph = Survey.look();
        Iterable<Node> nodes = graph.all();
        for (Node node : nodes) {
            shapes.of(node);
        }
        json.writeStartObject();
        Heading.write(json, FORMAT, version);
        Heading.counts(json, nodes);
        Told.writeAll(json);
        new QueueWaits(nodes, memory).write(json, graph.pools);
        new BusySites(nodes).write(json);
        new OldOperations(nodes).write(json);
        new BlockedThreads(nodes, memory).write(json);
        SitesReport.writeRows(json, MOST);
        json.writeEndObject();
        memory.forgetOthers();
    }
}
