package dev.whence.log.check;

import dev.whence.log.Causal;
import dev.whence.log.Causal.Gap;
import dev.whence.log.Edge;
import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogTime;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.graph.Sequences;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a log. It is read twice. */
public final class LogCheck {
    private final Findings gaps = new Findings("announcements of dropped events");
    private final Findings holes = new Findings("holes in the numbers of lines");
    private final Findings missing = new Findings("causes that are missing");
    private final Findings violations = new Findings("effects that are stamped before a cause");
    private final Findings duplicates = new Findings("duplicate events");

    private final GraphBuilder builder = GraphBuilder.withoutRecords();
    private final Sequences sequences = new Sequences();
    private final ClockBounds bounds = new ClockBounds();
    private final Set<String> duplicateIds = new HashSet<>();
    private CausalGraph graph = GraphBuilder.withoutRecords().build();
    private long lines;
    private long events;
    private long foreign;
    private long truncated;
    private long ahead;

    /** Checks some files. */
    public LogCheck(LogFiles files) {
        files.forEach(this::see);
        graph = builder.build();
        sequences.holes().forEach(this::addHole);
        files.withoutProblems().forEach(this::seeAgain);
    }

    private void see(LogRecord record) {
        lines++;
        foreign += record.kind() == Kind.FOREIGN ? 1 : 0;
        sequences.see(record);
        bounds.seeEffect(record);
        Causal causal = record.causal();
        Gap gap = causal.gap();
        if (gap != null) {
            gaps.add(record.origin() + ": " + gap.dropped() + " dropped from " + time(gap.from()) + " to "
                    + time(gap.to()) + ", reason " + gap.reason());
        }
        if (record.isInGraph()) {
            events++;
            truncated += causal.isAfterTruncated() ? 1 : 0;
            ahead += causal.isClockAhead() ? 1 : 0;
            if (!builder.add(record)) {
                duplicates.add(record.origin() + ": " + record.id() + " is there already");
                duplicateIds.add(record.origin().toString());
            }
        }
    }

    private static String time(long time) {
        return time == LogTime.UNKNOWN ? "?" : LogTime.format(time);
    }

    private void addHole(Sequences.Hole hole) {
        if (hole.from() > 1) {
            holes.add(bounds.clocks().service(hole.process()) + " (" + hole.process() + "): lines " + hole.from()
                    + " to " + hole.to());
        }
    }

    private void seeAgain(LogRecord record) {
        bounds.seeCause(record);
        if (!record.isInGraph() || duplicateIds.contains(record.origin().toString())) {
            return;
        }
        for (Edge edge : record.causal().after()) {
            int cause = graph.find(edge.from());
            if (cause < 0) {
                missing.add(record.origin() + ": " + record.id() + " comes after " + edge.from());
            } else if (graph.isStampedBefore(record, cause)) {
                violations.add(record.origin() + ": " + record.id() + " comes after " + edge.from());
            }
        }
    }

    /** Returns all kinds of findings, each of which is empty for a log without faults. */
    public List<Findings> findings() {
        return List.of(gaps, holes, missing, violations, duplicates);
    }

    /** Returns the clocks of all processes. */
    public Clocks clocks() {
        return bounds.clocks();
    }

    /** Returns the number of records. */
    public long lines() {
        return lines;
    }

    /** Returns the number of events of tasks. */
    public long events() {
        return events;
    }

    /** Returns the number of lines that tell nothing about their order. */
    public long foreign() {
        return foreign;
    }

    /** Returns the number of events that do not name all their predecessors. */
    public long truncated() {
        return truncated;
    }

    /** Returns the number of events behind a clock that was not believed. */
    public long ahead() {
        return ahead;
    }
}
