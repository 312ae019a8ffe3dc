package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.Finding;
import dev.whence.agent.FindingLog;
import java.io.IOException;
import java.time.Instant;

/** The JSON of findings. */
final class Told {
    /** Writes the findings until now as a member of an object that is open, the latest first. */
    static void writeAll(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("findings");
        for (FindingLog.Entry entry : FindingLog.all()) {
            write(entry, json);
        }
        json.writeEndArray();
    }

    private static void write(FindingLog.Entry entry, JsonGenerator json) throws IOException {
        Finding finding = entry.finding();
        json.writeStartObject();
        json.writeStringField("name", finding.name());
        json.writeStringField("what", finding.what());
        json.writeStringField("since", Instant.ofEpochMilli(entry.since()).toString());
        json.writeStringField("last", Instant.ofEpochMilli(entry.last()).toString());
        json.writeNumberField("times", entry.times());
        json.writeStringField("operation", finding.operation());
        json.writeArrayFieldStart("path");
        for (String line : finding.path()) {
            json.writeString(line);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("stack");
        for (StackTraceElement frame : finding.stack()) {
            json.writeString(Label.text(frame));
        }
        json.writeEndArray();
        json.writeStringField("remedy", finding.remedy());
        json.writeEndObject();
    }

    private Told() {}
}
