package dev.whence.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses lines of JSON, with the field names of every preset of {@code CausalJsonEncoder}, of Spring Boot's formats and
 * of Log4j's template.
 */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Parses a line.
     *
     * @throws IOException if the line is not one JSON object
     */
    static Fields parse(byte[] bytes, int start, int end) throws IOException {
        Fields fields = new Fields();
        try (JsonParser json = JSON.createParser(bytes, start, end - start)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            readObject(json, "", fields);
            if (json.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
        }
        return fields;
    }

    private static void readObject(JsonParser json, String prefix, Fields fields) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix.isEmpty() ? json.currentName() : prefix + json.currentName();
            JsonToken value = json.nextToken();
            if (value != JsonToken.START_OBJECT) {
                readField(json, name, value, fields);
            } else if (name.equals("causal") || name.startsWith("causal_")) {
                readCausal(json, fields);
            } else if (isGroup(name)) {
                readObject(json, name + ".", fields);
            } else {
                json.skipChildren();
            }
        }
    }

    /** Returns whether a nested object has fields of ours, as the objects of ECS have them. */
    private static boolean isGroup(String name) {
        return switch (name) {
            case "log", "process", "process.thread", "service", "service.node", "error" -> true;
            default -> false;
        };
    }

    private static void readField(JsonParser json, String name, JsonToken value, Fields fields) throws IOException {
        switch (name) {
            case "timestamp", "@timestamp" -> fields.time = time(json, value);
            case "severity_text", "log.level", "level", "_level_name" -> fields.severity = severity(json, fields);
            case "body", "message", "short_message" -> fields.body = text(json);
            case "logger", "log.logger", "logger_name", "_log_logger" -> fields.logger = text(json);
            case "thread.name", "process.thread.name", "thread_name", "_process_thread_name" ->
                fields.thread = text(json);
            case "correlation_id", "correlationId", "_correlationId" -> fields.correlation = text(json);
            case "service.name", "_service_name" -> fields.service = text(json);
            case "service.instance.id", "service.node.name", "_service_node_name" -> fields.instance = text(json);
            case "exception.stacktrace", "error.stack_trace", "stack_trace", "_error_stack_trace" ->
                fields.exception = text(json);
            default -> readFlat(json, name, value, fields);
        }
    }

    /** Reads a field of GELF, which has no objects, or skips the field. */
    private static void readFlat(JsonParser json, String name, JsonToken value, Fields fields) throws IOException {
        if (name.startsWith("_causal_")) {
            fields.isCausal = true;
            readCausalField(json, name.substring("_causal_".length()), value, fields);
        } else {
            json.skipChildren();
        }
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken().isStructStart()) {
            json.skipChildren();
            return "";
        }
        String text = json.getValueAsString();
        return text == null ? "" : text;
    }

    /** The level of GELF is a number, and its name is another field. */
    private static String severity(JsonParser json, Fields fields) throws IOException {
        boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
        String text = text(json);
        return isText ? text : fields.severity;
    }

    private static long time(JsonParser json, JsonToken value) throws IOException {
        if (value.isNumeric()) {
            return Math.round(json.getDoubleValue() * 1e6);
        }
        return LogTime.parse(text(json), ZoneOffset.UTC);
    }

    private static void readCausal(JsonParser json, Fields fields) throws IOException {
        fields.isCausal = true;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            readCausalField(json, name, json.nextToken(), fields);
        }
    }

    private static void readCausalField(JsonParser json, String name, JsonToken value, Fields fields)
            throws IOException {
        switch (name) {
            case "hlc" -> fields.hlc = Stamp.parse(text(json));
            case "task" -> fields.task = text(json);
            case "n" -> fields.n = (int) Math.max(0, Math.min(Integer.MAX_VALUE, json.getValueAsLong()));
            case "seq" -> fields.seq = json.getValueAsLong();
            case "after" -> fields.after = texts(json, value);
            case "via" -> fields.via = texts(json, value);
            case "flags" -> fields.flags = texts(json, value);
            default -> readRareField(json, name, fields);
        }
    }

    private static void readRareField(JsonParser json, String name, Fields fields) throws IOException {
        switch (name) {
            case "kind" -> fields.kind = text(json);
            case "site" -> fields.site = text(json);
            case "site_approximate" -> fields.isSiteApproximate = json.getValueAsBoolean();
            case "submitted" -> fields.submitted = LogTime.parse(text(json), ZoneOffset.UTC);
            case "begun" -> fields.begun = LogTime.parse(text(json), ZoneOffset.UTC);
            case "dropped" -> fields.dropped = json.getValueAsLong();
            case "from" -> fields.from = LogTime.parse(text(json), ZoneOffset.UTC);
            case "to" -> fields.to = LogTime.parse(text(json), ZoneOffset.UTC);
            case "reason" -> fields.reason = text(json);
            default -> json.skipChildren();
        }
    }

    private static List<String> texts(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            String text = text(json);
            return text.isEmpty() ? List.of() : List.of(text.split(" "));
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json));
        }
        return texts;
    }

    private JsonLine() {}
}
