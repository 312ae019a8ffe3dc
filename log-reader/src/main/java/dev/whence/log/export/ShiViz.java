package dev.whence.log.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.log.tree.Story;
import dev.whence.log.view.Inert;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The log format of ShiViz, which draws space-time diagrams. Each task is a host with a clock of its own, and each event
 * has a vector of these clocks.
 */
public final class ShiViz implements Exporter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String PARSER = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\n";

    /** What a host is called in a log whose tasks are called otherwise. Nothing of JavaScript's own has a name with a dash. */
    private static final Pattern HOST = Pattern.compile("\\S+-\\S*");

    @Override
    public void export(Story story, OutputStream out) throws IOException {
        Map<Integer, Map<String, Integer>> vectors = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        StringBuilder log = new StringBuilder(PARSER);
        for (int event : story.inOrder()) {
            String host = host(story.graph().task(event));
            Map<String, Integer> vector = new TreeMap<>();
            for (int before : story.graph().predecessors(event)) {
                vectors.getOrDefault(before, Map.of()).forEach((name, count) -> vector.merge(name, count, Math::max));
            }
            vector.put(host, counts.merge(host, 1, Integer::sum));
            vectors.put(event, vector);
            String text = story.service(event) + ": "
                    + story.graph().record(event).event().body();
            log.append(Inert.text(text)).append('\n');
            log.append(host).append(' ').append(json(vector)).append('\n');
        }
        out.write(log.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A host is one word. */
    private static String host(String task) {
        String word = Inert.text(task).replaceAll("[\\s\\p{Z}]", "_");
        return HOST.matcher(word).matches() ? word : "task-" + word;
    }

    private static String json(Map<String, Integer> vector) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Integer> entry : vector.entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
