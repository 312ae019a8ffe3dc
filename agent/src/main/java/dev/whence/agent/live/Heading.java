package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What every answer tells: the JVM, how much is in flight, and the pools. */
final class Heading {
    /** Writes which JVM this is, and the time. */
    static void write(JsonGenerator json, int format, String version) throws IOException {
        json.writeNumberField("format", format);
        json.writeStringField("version", version);
        json.writeNumberField("pid", ProcessHandle.current().pid());
        json.writeStringField("java", System.getProperty("java.version", ""));
        json.writeStringField("program", System.getProperty("sun.java.command", ""));
        json.writeStringField(
                "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** Writes how many nodes of each kind there are. */
    static void counts(JsonGenerator json, List<Node> nodes) throws IOException {
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

    /** Writes what is known of a pool, into an object that is open. */
    static void pool(JsonGenerator json, Pool pool) throws IOException {
        json.writeStringField("name", pool.name);
        if (pool.executor != null) {
            json.writeStringField("class", pool.executor.getClass().getName());
        }
        json.writeNumberField("threads", pool.threads);
        json.writeNumberField("active", pool.active);
        json.writeNumberField("queued", pool.queued);
    }

    private Heading() {}
}
