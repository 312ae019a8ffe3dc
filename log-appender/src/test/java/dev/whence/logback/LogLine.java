package dev.whence.logback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fields of a JSON line that describe the order of events. */
record LogLine(int id, String millis, String hlc, String task, int n, List<String> after, String site) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the events of a file. The first line of the file is its header. */
    static List<LogLine> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(LogLine::parse).toList();
    }

    private static LogLine parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            JsonNode causal = json.get("causal");
            List<String> after = new ArrayList<>();
            causal.path("after").forEach(reference -> after.add(reference.asText()));
            return new LogLine(
                    json.get("body").asInt(),
                    json.get("timestamp").asText().substring(0, 23),
                    causal.get("hlc").asText(),
                    causal.get("task").asText(),
                    causal.get("n").asInt(),
                    after,
                    causal.path("site").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String reference() {
        return task + ":" + n;
    }
}
