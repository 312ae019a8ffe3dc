package dev.whence.log.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.log.Causal;
import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Records as JSON Lines. A line of JSON stays as it is. Text becomes JSON with the names of the preset {@code otel}, and
 * of a foreign line {@code causal.kind} is {@code foreign}.
 */
public final class JsonRendering implements Rendering {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public byte[] render(LogRecord record) {
        String text = record.origin().text();
        return isJson(record) ? (text + "\n").getBytes(StandardCharsets.UTF_8) : converted(record);
    }

    @Override
    public boolean needsFields() {
        return false;
    }

    /** A foreign line may be JSON too, but damaged. */
    private static boolean isJson(LogRecord record) {
        String text = record.origin().text();
        return text.startsWith("{") && (record.kind() != Kind.FOREIGN || isComplete(text));
    }

    private static boolean isComplete(String text) {
        try (var json = JSON.createParser(text)) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException damaged) {
            return false;
        }
    }

    private static byte[] converted(LogRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (record.kind() == Kind.FOREIGN) {
                writeForeign(record, json);
            } else {
                writeEvent(record.event(), json);
                writeCausal(record.causal(), json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeForeign(LogRecord record, JsonGenerator json) throws IOException {
        json.writeStringField("body", record.origin().text());
        json.writeObjectFieldStart("causal");
        json.writeStringField("kind", "foreign");
        json.writeStringField("file", record.origin().file());
        json.writeNumberField("line", record.origin().line());
        json.writeEndObject();
    }

    private static void writeEvent(Event event, JsonGenerator json) throws IOException {
        write("timestamp", event.time() == LogTime.UNKNOWN ? "" : LogTime.format(event.time()), json);
        write("severity_text", event.severity(), json);
        json.writeStringField("body", event.body());
        write("logger", event.logger(), json);
        write("thread.name", event.thread(), json);
        write("correlation_id", event.correlation(), json);
        write("exception.stacktrace", event.exception(), json);
    }

    private static void write(String name, String value, JsonGenerator json) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static void writeCausal(Causal causal, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("causal");
        if (causal.hlc() != 0) {
            json.writeStringField("hlc", Stamp.format(causal.hlc()));
        }
        json.writeStringField("task", causal.task());
        json.writeNumberField("n", causal.n());
        if (!causal.after().isEmpty()) {
            json.writeArrayFieldStart("after");
            for (Edge edge : causal.after()) {
                json.writeString(edge.from());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
