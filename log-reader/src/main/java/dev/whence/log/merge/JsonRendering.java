package dev.whence.log.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.whence.log.Causal;
import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON Lines. A line of JSON stays as it is. Text becomes JSON with the names of the preset {@code otel}. Foreign
 * lines have a field {@code causal} whose {@code kind} is {@code foreign}, in addition to their own ones if they are JSON.
 */
public final class JsonRendering implements Rendering {
    private static final JsonFactory JSON = new JsonFactory();

    /** The mark at the end of a line. */
    private static final Pattern MARK = Pattern.compile("\"causal(_\\d+)?\":\\{\"kind\":\"foreign\",[^{}]*}}\\s*$");

    @Override
    public byte[] render(LogRecord record) {
        String text = record.origin().text();
        boolean isForeign = record.kind() == Kind.FOREIGN;
        Set<String> names = isForeign ? namesOf(text) : Set.of();
        if (isForeign && names != null) {
            return marked(record, names);
        }
        return !isForeign && text.startsWith("{") ? (text + "\n").getBytes(StandardCharsets.UTF_8) : converted(record);
    }

    @Override
    public boolean needsFields() {
        return false;
    }

    /** Returns the names of the fields of a JSON object, or null if the text is none. It may be damaged. */
    private static @Nullable Set<String> namesOf(String text) {
        Set<String> names = new HashSet<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                names.add(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
            return json.nextToken() == null ? names : null;
        } catch (IOException damaged) {
            return null;
        }
    }

    /** Adds the mark as the last field. Marked lines of an earlier merge keep theirs. */
    private static byte[] marked(LogRecord record, Set<String> names) {
        String text = record.origin().text();
        if (MARK.matcher(text).find()) {
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        }
        String name = "causal";
        for (int i = 2; names.contains(name); i++) {
            name = "causal_" + i;
        }
        StringWriter mark = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(mark)) {
            json.writeStartObject();
            writeMark(name, record, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String own = text.substring(0, text.lastIndexOf('}'));
        String line = own + (names.isEmpty() ? "" : ",") + mark.toString().substring(1) + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
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
        writeMark("causal", record, json);
    }

    private static void writeMark(String name, LogRecord record, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
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
