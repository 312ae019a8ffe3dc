package dev.whence.agent.attached;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.context.Propagation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another process, as seen from this one: for each message it logs an event, and sends a message that names this event. Its
 * clock is ahead.
 */
final class RandomPeer {
    private static final String INSTANCE = "00000000";
    private static final Pattern EVENT = Pattern.compile("([0-9a-f]{16});([^,]+)");
    private static final Duration AHEAD = Duration.ofMinutes(20);

    private final List<Line> lines = new ArrayList<>();
    private long clock = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(AHEAD)) << 12;

    /** Handles a message in a task of its own. */
    synchronized Map<String, String> handle(int event, Map<String, String> message) {
        List<String> after = new ArrayList<>();
        Matcher earlier = EVENT.matcher(message.getOrDefault(Propagation.CAUSAL_HEADER, ""));
        while (earlier.find()) {
            clock = Math.max(clock, Long.parseLong(earlier.group(1), 16));
            after.add(earlier.group(2));
        }
        clock++;
        String stamp = String.format("%016x", clock);
        String task = INSTANCE + "-" + (lines.size() + 1);
        List<String> via = Collections.nCopies(after.size(), "receive");
        lines.add(new Line(event, Instant.now().plus(AHEAD), stamp, task, 1, after, via, false));
        return Map.of(Propagation.CAUSAL_HEADER, stamp + ";" + task + ":1");
    }

    /** The lines of its log. */
    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }
}
