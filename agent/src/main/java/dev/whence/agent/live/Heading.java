package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What every answer tells. */
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

    private Heading() {}
}
