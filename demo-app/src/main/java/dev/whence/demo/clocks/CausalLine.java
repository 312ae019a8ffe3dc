package dev.whence.demo.clocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A log line with its place in the order of events.
 *
 * @param id its task and number
 * @param after the ids of the lines that precede it immediately, the previous one of its task among them
 */
record CausalLine(
        String timestamp, String correlation, String body, String thread, String hlc, String id, List<String> after) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TIME_START = "2026-01-01T".length();
    private static final int TIME_END = TIME_START + "00:00:00.000".length();

    /** @throws IOException if the line is no JSON */
    static CausalLine parse(String line) throws IOException {
        JsonNode json = MAPPER.readTree(line);
        JsonNode causal = json.path("causal");
        String task = causal.path("task").asText();
        int n = causal.path("n").asInt();
        List<String> after = new ArrayList<>();
        causal.path("after").forEach(id -> after.add(id.asText()));
        if (n > 1) {
            after.add(task + ":" + (n - 1));
        }
        return new CausalLine(
                json.path("timestamp").asText(),
                json.path("correlation_id").asText(),
                json.path("body").asText(),
                json.path("thread.name").asText(),
                causal.path("hlc").asText(),
                task + ":" + n,
                List.copyOf(after));
    }

    String byTime() {
        return text(timestamp.substring(TIME_START, TIME_END));
    }

    String byStamp() {
        return text(hlc);
    }

    private String text(String key) {
        return "%s %-11.11s %s".formatted(key, thread, body);
    }
}
