package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
    static void counts(JsonGenerator json, Iterable<Node> nodes) throws IOException {
        int threads = 0;
        int futures = 0;
        int work = 0;
        int remote = 0;
        for (Node node : nodes) {
            Kind kind = node.kind();
            threads += kind == Kind.THREAD ? 1 : 0;
            futures += kind == Kind.FUTURE ? 1 : 0;
            work += kind == Kind.WORK ? 1 : 0;
            remote += kind == Kind.REMOTE ? 1 : 0;
        }
        json.writeObjectFieldStart("counts");
        json.writeNumberField("threads", threads);
        json.writeNumberField("pendingFutures", futures);
        json.writeNumberField("queuedWork", work);
        json.writeNumberField("remote", remote);
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
