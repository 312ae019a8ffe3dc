package dev.whence.examples.flink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a line that is in no operation as a line of JSON, with the place where it was read. */
final class LineJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the fields of an object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns a line that cannot be read, and why. */
    static byte[] malformed(Line line) {
        return object(json -> {
            json.writeStringField("at", line.place());
            json.writeStringField("reason", line.damage);
            json.writeStringField("text", text(line));
        });
    }

    /** Returns a line of no operation. */
    static byte[] outside(Line line) {
        return object(json -> {
            json.writeStringField("at", line.place());
            writeEvent(json, text(line));
        });
    }

    /** Returns a line that has come too late, and by how much. */
    static byte[] late(Line line, long millis) {
        return object(json -> {
            json.writeStringField("at", line.place());
            json.writeNumberField("late_ms", millis);
            writeEvent(json, text(line));
        });
    }

    private static String text(Line line) {
        return new String(line.text, StandardCharsets.UTF_8);
    }

    /** Writes a line as it is. It is JSON, so line ends in it, as messages of Kafka may have, are between its parts. */
    static void writeEvent(JsonGenerator json, String line) throws IOException {
        json.writeFieldName("event");
        json.writeRawValue(line.replace('\n', ' ').replace('\r', ' '));
    }

    static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private LineJson() {}
}
