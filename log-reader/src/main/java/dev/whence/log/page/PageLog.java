package dev.whence.log.page;

import dev.whence.log.Causal.TaskStart;
import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogTime;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of a log: its events in a causal order, and of a log with very many only the last ones. Their lines
 * are not kept, only what is shown of them.
 */
public final class PageLog {
    /** How many events a page shows, unless it is told otherwise. A browser still scrolls through so many. */
    public static final int MOST = 200_000;

    /** Stands in for an event that a file has lost between the two times that it is read. */
    private static final Shown LOST = new Shown(new Event(LogTime.UNKNOWN, "", "", "", "", "", "", "", ""), "", null);

    private final CausalGraph graph;
    private final ClockBounds bounds;
    private final int[] events;

    /** For each event of the graph its row, or -1. */
    private final int[] rows;

    private final Shown[] shown;

    /**
     * What a page shows of an event.
     *
     * @param process the ID of its process
     * @param start what it tells about the beginning of its task, or null
     */
    record Shown(Event event, String process, @Nullable TaskStart start) {}

    private PageLog(CausalGraph graph, ClockBounds bounds, int most) {
        int[] order = graph.inOrder();
        this.graph = graph;
        this.bounds = bounds;
        this.events = Arrays.copyOfRange(order, Math.max(0, order.length - most), order.length);
        this.rows = new int[order.length];
        this.shown = new Shown[events.length];
        Arrays.fill(rows, -1);
        Arrays.fill(shown, LOST);
        for (int row = 0; row < events.length; row++) {
            rows[events[row]] = row;
        }
    }

    /**
     * Reads a log. The files are read twice.
     *
     * @param isPart which events belong to what is shown
     * @param most how many events are shown
     */
    public static PageLog read(LogFiles files, Predicate<LogRecord> isPart, int most) {
        GraphBuilder builder = GraphBuilder.withoutRecords();
        ClockBounds bounds = new ClockBounds();
        files.forEach(record -> {
            bounds.seeEffect(record);
            if (isPart.test(record)) {
                builder.add(record);
            }
        });
        PageLog log = new PageLog(builder.build(), bounds, most);
        files.withoutProblems().forEach(record -> {
            bounds.seeCause(record);
            log.keep(record);
        });
        return log;
    }

    /** Of two records with one ID the first one counts, as in the graph. */
    private void keep(LogRecord record) {
        int event = record.isInGraph() ? graph.find(record.id()) : -1;
        int row = event < 0 ? -1 : rows[event];
        if (row >= 0 && shown[row] == LOST) {
            shown[row] =
                    new Shown(record.event(), record.process(), record.causal().start());
        }
    }

    /** Returns the number of events that are shown, each in a row. */
    public int size() {
        return events.length;
    }

    /** Returns how many events are left out. */
    public int leftOut() {
        return graph.size() - events.length;
    }

    Clocks clocks() {
        return bounds.clocks();
    }

    CausalGraph graph() {
        return graph;
    }

    /** Returns the event of a row, as the graph numbers it. */
    int event(int row) {
        return events[row];
    }

    /** Returns the row of an event of the graph, or -1 if it is left out. */
    int row(int event) {
        return rows[event];
    }

    Shown shown(int row) {
        return shown[row];
    }
}
