package dev.whence.examples.flink;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.examples.flink.Operation.Crossing;
import dev.whence.examples.flink.Operation.Finding;
import dev.whence.log.LogRecord;
import dev.whence.log.clock.Offset;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an operation as a line of JSON. */
final class OperationJson {
    private final Operation operation;
    private final long skewMillis;

    OperationJson(Operation operation, long skewMillis) {
        this.operation = operation;
        this.skewMillis = skewMillis;
    }

    /**
     * Returns the line, without a line end.
     *
     * @param part the number of this part of the operation, from 1
     * @param isLast whether it is the last part
     */
    byte[] render(int part, boolean isLast) {
        return LineJson.object(json -> {
            writeName(json);
            json.writeNumberField("part", part);
            json.writeBooleanField("last", isLast);
            json.writeArrayFieldStart("services");
            for (String service : operation.services()) {
                json.writeString(service);
            }
            json.writeEndArray();
            json.writeNumberField("took_us", operation.took());
            writeLines(json);
            writeEdges(json);
            writeClocks(json);
            writeViolations(json);
        });
    }

    private void writeName(JsonGenerator json) throws IOException {
        LogRecord first = operation.records().get(0);
        String correlation = first.event().correlation();
        json.writeStringField(
                correlation.isEmpty() ? "task" : "correlation",
                correlation.isEmpty() ? first.causal().task() : correlation);
    }

    private void writeLines(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("lines");
        for (LogRecord record : operation.records()) {
            json.writeStartObject();
            json.writeStringField("at", record.origin().toString());
            LineJson.writeEvent(json, record.origin().text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeEdges(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("between_services");
        for (Crossing crossing : operation.crossings()) {
            json.writeStartObject();
            json.writeStringField("from", operation.service(crossing.cause()));
            json.writeStringField("to", operation.service(crossing.effect()));
            json.writeStringField("cause", crossing.cause().id());
            json.writeStringField("effect", crossing.effect().id());
            json.writeStringField("via", crossing.via());
            json.writeNumberField("took_us", crossing.took());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeClocks(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("clocks");
        for (Map.Entry<String, Offset> clock : operation.clocks().offsets().entrySet()) {
            json.writeStartObject();
            json.writeStringField("process", clock.getKey());
            json.writeStringField("service", operation.clocks().service(clock.getKey()));
            json.writeNumberField("offset_us", clock.getValue().guess());
            if (clock.getValue().isBounded()) {
                json.writeNumberField("error_us", clock.getValue().error());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeViolations(JsonGenerator json) throws IOException {
        List<Finding> findings = operation.findings(skewMillis);
        json.writeArrayFieldStart("violations");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("what", finding.what().name().toLowerCase(Locale.ROOT));
            if (!finding.cause().isEmpty()) {
                json.writeStringField("cause", finding.cause());
            }
            json.writeStringField("effect", finding.effect());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
