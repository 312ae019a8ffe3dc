package dev.whence.log.export;

import dev.whence.log.tree.Story;
import dev.whence.log.view.Inert;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sequence diagram of Mermaid, which issues and pages show: services as participants, and messages between them. */
public final class Mermaid implements Exporter {
    private static final int LONGEST = 60;
    private static final String PLAIN = " ._/=,()+-";

    @Override
    public void export(Story story, OutputStream out) throws IOException {
        Map<String, String> participants = new LinkedHashMap<>();
        StringBuilder steps = new StringBuilder();
        for (int event : story.inOrder()) {
            String service = story.service(event);
            String name = participants.computeIfAbsent(service, key -> "s" + (participants.size() + 1));
            append(steps, event, name, participants, story);
        }
        StringBuilder diagram = new StringBuilder("sequenceDiagram\n");
        participants.forEach((service, name) -> diagram.append("    participant ")
                .append(name)
                .append(" as ")
                .append(plain(service))
                .append('\n'));
        out.write(diagram.append(steps).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(
            StringBuilder steps, int event, String name, Map<String, String> participants, Story story) {
        String text = plain(story.graph().record(event).event().body());
        boolean isMessage = false;
        for (int before : story.graph().predecessors(event)) {
            String from = participants.get(story.service(before));
            if (from != null && !from.equals(name)) {
                steps.append("    ")
                        .append(from)
                        .append("->>")
                        .append(name)
                        .append(": ")
                        .append(text)
                        .append('\n');
                isMessage = true;
            }
        }
        if (!isMessage) {
            steps.append("    Note over ")
                    .append(name)
                    .append(": ")
                    .append(text)
                    .append('\n');
        }
    }

    /**
     * Returns a text in which every character that could mean something to Mermaid or to HTML is a code such as
     * {@code #59;}. Diagrams show the character itself.
     */
    private static String plain(String text) {
        String line = Inert.text(text).strip();
        int length = line.codePointCount(0, line.length());
        String shown = length > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…" : line;
        StringBuilder plain = new StringBuilder();
        shown.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                plain.appendCodePoint(c);
            } else {
                plain.append('#').append(c).append(';');
            }
        });
        return plain.isEmpty() ? "#32;" : plain.toString();
    }
}
