package dev.whence.log.clock;

import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds out how far clocks differ, from the edges between processes: an event is not earlier than its predecessor, so
 * the difference of their timestamps bounds the difference of the clocks. Bounds by way of a third process count too.
 *
 * <p>The log is read twice: first {@link #seeEffect}, then {@link #seeCause}. Of a log with very many such edges, only
 * the first ones are used.
 */
public final class ClockBounds {
    private static final int MOST_EDGES = 100_000;

    /** The end of an edge. */
    private record Effect(String process, long time) {}

    private final Map<String, List<Effect>> effects = new HashMap<>();
    private final Map<String, Integer> lines = new TreeMap<>();
    private final Map<String, String> services = new HashMap<>();

    /** For two processes, how far the clock of the second is ahead of that of the first at most. */
    private final Map<String, Map<String, Long>> bounds = new TreeMap<>();

    private int edges;

    /** Takes a record, the first time that the log is read. */
    public void seeEffect(LogRecord record) {
        if (!record.isInGraph()) {
            return;
        }
        String process = record.process();
        if (lines.merge(process, 1, Integer::sum) == 1
                || !record.event().service().isEmpty()) {
            services.put(process, record.event().service());
        }
        for (Edge edge : record.causal().after()) {
            boolean isFromOther = !edge.from().startsWith(process + "-");
            if (isFromOther && edges < MOST_EDGES && record.event().time() != LogTime.UNKNOWN) {
                edges++;
                effects.computeIfAbsent(edge.from(), from -> new ArrayList<>())
                        .add(new Effect(process, record.event().time()));
            }
        }
    }

    /** Takes a record, the second time that the log is read. */
    public void seeCause(LogRecord record) {
        List<Effect> ends = record.isInGraph() ? effects.get(record.id()) : null;
        if (ends != null && record.event().time() != LogTime.UNKNOWN) {
            for (Effect end : ends) {
                bounds.computeIfAbsent(record.process(), process -> new TreeMap<>())
                        .merge(end.process, end.time - record.event().time(), Math::min);
            }
        }
    }

    /** Returns what is known. */
    public Clocks clocks() {
        String reference = lines.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        Map<String, Long> most = shortest(reference, false);
        Map<String, Long> least = shortest(reference, true);
        Map<String, Offset> offsets = new TreeMap<>();
        for (String process : lines.keySet()) {
            Long negated = least.get(process);
            offsets.put(
                    process,
                    process.equals(reference)
                            ? Offset.NONE
                            : new Offset(
                                    negated == null ? LogTime.UNKNOWN : -negated,
                                    most.getOrDefault(process, LogTime.UNKNOWN)));
        }
        return new Clocks(reference, offsets, services);
    }

    /** Adds up bounds along the edges from the reference, or to it. This is Bellman and Ford's algorithm. */
    private Map<String, Long> shortest(String reference, boolean isReversed) {
        Map<String, Long> shortest = new HashMap<>();
        shortest.put(reference, 0L);
        for (int round = 0; round < lines.size(); round++) {
            bounds.forEach((from, ends) -> ends.forEach((to, bound) -> {
                Long known = shortest.get(isReversed ? to : from);
                if (known != null) {
                    shortest.merge(isReversed ? from : to, known + bound, Math::min);
                }
            }));
        }
        return shortest;
    }
}
