package dev.whence.log;

import dev.whence.log.Causal.Gap;
import dev.whence.log.Causal.TaskStart;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogRecord.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one line while it is parsed. */
final class Fields {
    long time = LogTime.UNKNOWN;
    String severity = "";
    String logger = "";
    String thread = "";
    String correlation = "";
    String service = "";
    String instance = "";
    String body = "";
    String exception = "";

    /** Whether the line has causal data at all. */
    boolean isCausal;

    String kind = "";
    String task = "";
    int n;
    long hlc;
    List<String> after = List.of();
    List<String> via = List.of();
    List<String> flags = List.of();
    long seq;
    boolean isCounted;

    String site = "";
    boolean isSiteApproximate;
    long submitted = LogTime.UNKNOWN;
    long begun = LogTime.UNKNOWN;

    long dropped;
    long from = LogTime.UNKNOWN;
    long to = LogTime.UNKNOWN;
    String reason = "";

    LogRecord record(String file, long line, String text) {
        return new LogRecord(kind(), new Origin(file, line, text), event(), isCausal ? causal() : Causal.NONE);
    }

    Kind kind() {
        return switch (kind) {
            case "header" -> Kind.HEADER;
            case "gap" -> Kind.GAP;
            default -> n > 0 ? Kind.EVENT : Kind.FOREIGN;
        };
    }

    private Event event() {
        return new Event(time, severity, logger, thread, correlation, service, instance, body, exception);
    }

    private Causal causal() {
        return new Causal(
                task,
                n,
                hlc,
                edges(),
                seq,
                flags.contains("after_truncated"),
                flags.contains("clock_ahead"),
                isCounted,
                start(),
                kind.equals("gap") ? new Gap(dropped, from, to, reason) : null);
    }

    private List<Edge> edges() {
        if (after.isEmpty()) {
            return List.of();
        }
        List<Edge> edges = new ArrayList<>(after.size());
        for (int i = 0; i < after.size(); i++) {
            edges.add(new Edge(after.get(i), i < via.size() ? via.get(i) : ""));
        }
        return edges;
    }

    private @Nullable TaskStart start() {
        boolean isKnown = !site.isEmpty() || submitted != LogTime.UNKNOWN || begun != LogTime.UNKNOWN;
        return isKnown ? new TaskStart(site, isSiteApproximate, submitted, begun) : null;
    }
}
