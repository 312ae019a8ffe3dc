package dev.whence.log.page;

import dev.whence.log.Causal.TaskStart;
import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogTime;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.clock.Offset;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
    private final Clocks clocks;
    private final int[] events;

    /** For each event of the graph its row, or -1. */
    private final int[] rows;

    /** For each event of the graph what is shown of it. */
    private final Shown[] shown;

    private final long begin;

    /**
     * What a page shows of an event.
     *
     * @param process the ID of its process
     * @param start what it tells about the beginning of its task, or null
     */
    record Shown(Event event, String process, @Nullable TaskStart start) {}

    private PageLog(CausalGraph graph, Clocks clocks, Shown[] shown, int[] causal) {
        this.graph = graph;
        this.clocks = clocks;
        this.shown = shown;
        this.events = inOrder(causal);
        this.rows = new int[graph.size()];
        Arrays.fill(rows, -1);
        for (int row = 0; row < events.length; row++) {
            rows[events[row]] = row;
        }
        this.begin = IntStream.range(0, size()).mapToLong(this::timeOf).min().orElse(0);
    }

    /**
     * Reads a log. The files are read twice.
     *
     * @param isPart which events belong to what is shown
     * @param most how many events are shown
     */
    public static PageLog read(LogFiles files, Predicate<LogRecord> isPart, int most) {
        return read(files, isPart, most, 1);
    }

    /**
     * Reads a log. The files are read twice.
     *
     * @param step so many events are left out at a time
     */
    static PageLog read(LogFiles files, Predicate<LogRecord> isPart, int most, int step) {
        GraphBuilder builder = GraphBuilder.withoutRecords();
        ClockBounds bounds = new ClockBounds();
        files.forEach(record -> {
            bounds.seeEffect(record);
            if (isPart.test(record)) {
                builder.add(record);
            }
        });
        CausalGraph graph = builder.build();
        int[] causal = graph.inOrder();
        int steps = (Math.max(0, causal.length - most) + step - 1) / step;
        int[] last = Arrays.copyOfRange(causal, Math.min(steps * step, causal.length), causal.length);
        Shown[] shown = new Shown[graph.size()];
        for (int event : last) {
            shown[event] = LOST;
        }
        files.withoutProblems().forEach(record -> {
            bounds.seeCause(record);
            keep(record, graph, shown);
        });
        return new PageLog(graph, bounds.clocks(), shown, last);
    }

    /** Of two records with one ID the first one counts, as in the graph. */
    private static void keep(LogRecord record, CausalGraph graph, Shown[] shown) {
        int event = record.isInGraph() ? graph.find(record.id()) : -1;
        if (event >= 0 && shown[event] == LOST) {
            shown[event] =
                    new Shown(record.event(), record.process(), record.causal().start());
        }
    }

    /** Sorts events by the time of one clock, but none before one of its causes. They come in a causal order. */
    private int[] inOrder(int[] causal) {
        long[] times = new long[graph.size()];
        for (int event : causal) {
            Offset offset = clocks.offsets().get(shown[event].process());
            times[event] = time(event) - (offset == null ? 0 : offset.guess());
            for (int before : graph.predecessors(event)) {
                times[event] = Math.max(times[event], times[before]);
            }
        }
        return Arrays.stream(causal)
                .boxed()
                .sorted(Comparator.comparingLong(event -> times[event]))
                .mapToInt(event -> event)
                .toArray();
    }

    /** An event without a timestamp has the time of its stamp. */
    private long time(int event) {
        long time = shown[event].event().time();
        return time == LogTime.UNKNOWN ? LogTime.ofStamp(graph.effectiveStamp(event)) : time;
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
        return clocks;
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
        return shown[events[row]];
    }

    /** Returns the timestamp of the event of a row, in microseconds since 1970. */
    long timeOf(int row) {
        return time(events[row]);
    }

    /** Returns the earliest timestamp. */
    long begin() {
        return begin;
    }

    /** Returns the number of the event of a row in its task. */
    int n(int row) {
        return graph.n(events[row]);
    }

    /** Returns the rows of the direct predecessors of the event of a row; -1 for those that are left out. */
    int[] causes(int row) {
        return Arrays.stream(graph.predecessors(events[row])).map(this::row).toArray();
    }

    /** Returns whether not all causes of the event of a row are here. */
    boolean isIncomplete(int row) {
        return graph.isIncomplete(events[row]) || IntStream.of(causes(row)).anyMatch(cause -> cause < 0);
    }

    /** Returns the effective stamp of the event of a row, an unsigned number. */
    long stamp(int row) {
        return graph.effectiveStamp(events[row]);
    }
}
