package dev.whence.examples.flink;

import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The lines of an operation in causal order, and what they tell.
 *
 * <p>It does not depend on the order in which lines have come, so that a job that was restarted writes the same.
 */
final class Operation {
    /** What contradicts the order, or is missing from it. */
    enum Violation {
        /** The stamp of the effect is not later than that of the cause, and the clock was believed. */
        STAMP,

        /** The timestamp of the effect is earlier than that of the cause by more than clocks may differ. */
        CLOCK,

        /** The cause is no line of this operation, or of this part of it. */
        MISSING,

        /** A line with the same ID was read before. */
        DUPLICATE
    }

    /** A violation, and the IDs of the events. A duplicate has no cause. */
    record Finding(Violation what, String cause, String effect) {}

    /** An edge from one process to another one, and how long it took in microseconds. */
    record Crossing(LogRecord cause, LogRecord effect, String via, long took) {}

    /** A record with its place in the order, an unsigned number. */
    private record Placed(LogRecord record, long key, boolean isDuplicate) {}

    private final CausalGraph graph;
    private final Clocks clocks;
    private final List<Placed> lines = new ArrayList<>();

    Operation(List<Line> lines) throws IOException {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.<Line, String>comparing(line -> line.source).thenComparingLong(line -> line.number));
        GraphBuilder builder = GraphBuilder.withRecords();
        ClockBounds bounds = new ClockBounds();
        List<LogRecord> records = new ArrayList<>(lines.size());
        BitSet duplicates = new BitSet();
        for (Line line : sorted) {
            LogRecord record = LogRecord.ofJson(line.source, line.number, line.text);
            bounds.seeEffect(record);
            duplicates.set(records.size(), !builder.add(record) && record.isInGraph());
            records.add(record);
        }
        records.forEach(bounds::seeCause);
        this.graph = builder.build();
        this.clocks = bounds.clocks();
        for (int i = 0; i < records.size(); i++) {
            this.lines.add(new Placed(records.get(i), key(records.get(i)), duplicates.get(i)));
        }
        this.lines.sort(Comparator.comparingLong(line -> line.key + Long.MIN_VALUE));
    }

    /** A line that is no part of the graph has only a time. */
    private long key(LogRecord record) {
        return record.isInGraph() ? graph.effectiveStamp(graph.find(record.id())) : LogTime.toStamp(time(record));
    }

    List<LogRecord> records() {
        return lines.stream().map(Placed::record).toList();
    }

    /** Returns the services and, for lines that name none, the processes. */
    List<String> services() {
        return lines.stream()
                .map(line -> service(line.record))
                .filter(service -> !service.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    String service(LogRecord record) {
        String service = record.event().service();
        return service.isEmpty() ? clocks.service(record.process()) : service;
    }

    Clocks clocks() {
        return clocks;
    }

    /** Returns the time from the first line to the last one, by one clock, in microseconds. */
    long took() {
        long[] times = lines.stream()
                .filter(line -> time(line.record) != LogTime.UNKNOWN)
                .mapToLong(line -> clocks.time(line.record))
                .sorted()
                .toArray();
        return times.length == 0 ? 0 : times[times.length - 1] - times[0];
    }

    private static long time(LogRecord record) {
        if (record.event().time() != LogTime.UNKNOWN || record.causal().hlc() == 0) {
            return record.event().time();
        }
        return LogTime.ofStamp(record.causal().hlc());
    }

    /** Returns the edges between processes, in the order of the effects. */
    List<Crossing> crossings() {
        List<Crossing> crossings = new ArrayList<>();
        for (Placed line : lines) {
            for (Edge edge : edges(line)) {
                int found = graph.find(edge.from());
                if (found >= 0 && !graph.record(found).process().equals(line.record.process())) {
                    LogRecord cause = graph.record(found);
                    long took = Math.max(0, clocks.time(line.record) - clocks.time(cause));
                    crossings.add(new Crossing(cause, line.record, edge.via(), took));
                }
            }
        }
        return crossings;
    }

    private static List<Edge> edges(Placed line) {
        return line.isDuplicate ? List.of() : line.record.causal().after();
    }

    /**
     * Returns what is wrong, in the order of the effects.
     *
     * @param skewMillis how far clocks may differ
     */
    List<Finding> findings(long skewMillis) {
        List<Finding> findings = new ArrayList<>();
        for (Placed line : lines) {
            if (line.isDuplicate) {
                findings.add(new Finding(Violation.DUPLICATE, "", line.record.id()));
            }
            for (Edge edge : edges(line)) {
                int cause = graph.find(edge.from());
                if (cause < 0) {
                    findings.add(new Finding(Violation.MISSING, edge.from(), line.record.id()));
                } else if (graph.isStampedBefore(line.record, cause)) {
                    findings.add(new Finding(Violation.STAMP, edge.from(), line.record.id()));
                } else if (isBefore(line.record, graph.record(cause), skewMillis)) {
                    findings.add(new Finding(Violation.CLOCK, edge.from(), line.record.id()));
                }
            }
        }
        return findings;
    }

    private static boolean isBefore(LogRecord effect, LogRecord cause, long skewMillis) {
        long effectTime = effect.event().time();
        long causeTime = cause.event().time();
        return effectTime != LogTime.UNKNOWN
                && causeTime != LogTime.UNKNOWN
                && causeTime - effectTime > skewMillis * 1000;
    }
}
