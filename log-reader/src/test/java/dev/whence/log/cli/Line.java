package dev.whence.log.cli;

import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import java.util.List;
import java.util.stream.Collectors;

/** Makes lines of a log. */
final class Line {
    private static final long BEGIN = 1_790_000_000_000_000L;

    private final String id;
    private final long micros;
    private final List<String> after;
    private String body = "step";
    private String severity = "INFO";
    private String exception = "";
    private String correlation = "op-1";
    private long seq;
    private String flags = "";

    /**
     * Creates a line.
     *
     * @param id the ID of the event
     * @param millis when it was logged
     * @param after the events that it names
     */
    Line(String id, int millis, String... after) {
        this.id = id;
        this.micros = BEGIN + millis * 1000L;
        this.after = List.of(after);
    }

    Line body(String text) {
        body = text;
        return this;
    }

    Line error(String stack) {
        severity = "ERROR";
        exception = stack;
        return this;
    }

    Line correlation(String name) {
        correlation = name;
        return this;
    }

    Line seq(long number) {
        seq = number;
        return this;
    }

    Line truncated() {
        flags = ",\"flags\":[\"after_truncated\"]";
        return this;
    }

    @Override
    public String toString() {
        int colon = id.indexOf(':');
        String names = after.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        return "{\"timestamp\":\"" + LogTime.format(micros) + "\",\"severity_text\":\"" + severity + "\",\"body\":"
                + quoted(body) + ",\"service.name\":\"svc-" + id.substring(0, 1) + "\",\"correlation_id\":\""
                + correlation
                + "\"" + (exception.isEmpty() ? "" : ",\"exception.stacktrace\":" + quoted(exception))
                + ",\"causal\":{\"hlc\":\"" + Stamp.format(micros << 12) + "\",\"task\":\"" + id.substring(0, colon)
                + "\",\"n\":"
                + id.substring(colon + 1)
                + (after.isEmpty()
                        ? ""
                        : ",\"after\":[" + names + "],\"via\":[" + names.replaceAll("\"[^\"]*\"", "\"fork\"") + "]")
                + flags + (seq == 0 ? "" : ",\"seq\":" + seq) + "}}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted.append(c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return quoted.append('"').toString();
    }
}
