package dev.whence.log.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log as ShiViz reads it. What ShiViz would refuse, skip or misread fails. */
final class ShiVizLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The regular expression on the first line, in JavaScript. */
    private static final String PARSER = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})";

    /** The same in Java, whose spaces are others. */
    private static final Pattern LINES =
            Pattern.compile("^(?<event>.*)\\n(?<host>[^\\s\\p{Z}\\ufeff]*) (?<clock>\\{.*})$", Pattern.MULTILINE);

    /**
     * An event.
     *
     * @param clock for each host, how many of its events are not later than this one
     */
    record Event(String text, String host, Map<String, Integer> clock) {
        /** Returns whether this event is the other one or comes before it. */
        boolean isWithin(Event other) {
            return other.time(host) >= time(host);
        }

        private int time(String name) {
            return clock.getOrDefault(name, 0);
        }
    }

    /** Reads a file. The log begins on its third line, since the second one may say how executions are told apart. */
    static List<Event> read(String file) throws IOException {
        String[] parts = file.split("\n", 3);
        assertThat(parts[0]).isEqualTo(PARSER);
        assertThat(parts[1]).isEmpty();
        List<Event> events = new ArrayList<>();
        String log = parts[2].trim();
        Matcher lines = LINES.matcher(log);
        int end = 0;
        while (lines.find()) {
            assertThat(log.substring(end, lines.start())).isIn("", "\n");
            events.add(new Event(lines.group("event"), lines.group("host"), clock(lines.group("clock"))));
            end = lines.end();
        }
        assertThat(end).isEqualTo(log.length());
        checkClocks(events);
        return events;
    }

    private static Map<String, Integer> clock(String json) throws IOException {
        Map<String, Integer> clock = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
            clock.put(entry.getKey(), entry.getValue().asInt());
        }
        return clock;
    }

    /** The events of a host have the numbers from 1, and a clock knows only events that are there. */
    private static void checkClocks(List<Event> events) {
        Map<String, Integer> counts = new HashMap<>();
        for (Event event : events) {
            assertThat(event.host())
                    .as("a name that JavaScript does not use itself")
                    .contains("-");
            assertThat(event.clock()).containsEntry(event.host(), counts.merge(event.host(), 1, Integer::sum));
        }
        for (Event event : events) {
            event.clock().forEach((host, time) -> assertThat(time).as(host).isBetween(1, counts.getOrDefault(host, 0)));
        }
    }

    private ShiVizLog() {}
}
