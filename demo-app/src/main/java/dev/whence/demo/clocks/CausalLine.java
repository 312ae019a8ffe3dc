package dev.whence.demo.clocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON log line with its causal predecessors.
 *
 * @param id the id of the line: its task and its number in the task
 * @param after the ids of the direct predecessors, among them the previous line of the same task
 */
record CausalLine(
        String timestamp, String correlation, String body, String thread, String hlc, String id, List<String> after) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TIME_START = "2026-01-01T".length();
    private static final int TIME_END = TIME_START + "00:00:00.000".length();

    /**
     * Parses a line.
     *
     * @throws IOException if the line is not JSON
     */
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

    /** Returns the line as it is shown in the order by timestamp. */
    String byTime() {
        return text(timestamp.substring(TIME_START, TIME_END));
    }

    /** Returns the line as it is shown in the order by stamp. */
    String byStamp() {
        return text(hlc);
    }

    private String text(String key) {
        return "%s %-11.11s %s".formatted(key, thread, body);
    }
}
