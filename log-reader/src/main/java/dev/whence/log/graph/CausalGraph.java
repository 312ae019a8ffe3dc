package dev.whence.log.graph;

import dev.whence.log.Causal;
import dev.whence.log.LogRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Events, and what happened before what. The events are numbered from 0, in the order in which they were read.
 *
 * <p>An event comes after the previous one of its task, and after all that its line names. If an event of a task is
 * missing, the next one comes after the one before.
 */
public final class CausalGraph {
    /** The name of the edge from the previous event of the same task. */
    public static final String THEN = "then";

    private final Names names;
    private final Links links;
    private final long[] stamps;
    private final long[] effective;
    private final List<LogRecord> records;

    CausalGraph(Names names, Links links, long[] stamps, List<LogRecord> records) {
        this.names = names;
        this.links = links;
        this.stamps = stamps;
        this.effective = EffectiveStamps.of(stamps, links);
        this.records = records;
    }

    /** Returns the number of events. */
    public int size() {
        return effective.length;
    }

    /** Returns the event with an ID, {@code task:n}, or -1 if there is none. */
    public int find(String id) {
        return names.find(id);
    }

    /** Returns the ID of an event. */
    public String id(int event) {
        return names.id(event);
    }

    /** Returns the task of an event. */
    public String task(int event) {
        return names.task(event);
    }

    /** Returns the number of an event in its task, from 1. */
    public int n(int event) {
        return (int) names.key(event);
    }

    /** Returns the record of an event, in a graph with records. */
    public LogRecord record(int event) {
        return records.get(event);
    }

    /** Returns the stamp of an event, an unsigned number. If the line has none, it is that of its time. */
    public long stamp(int event) {
        return stamps[event];
    }

    /**
     * Returns the effective stamp of an event, an unsigned number: its own, or one more than the latest effective stamp
     * of a predecessor, whichever is later. If one event precedes another, it has the smaller one.
     */
    public long effectiveStamp(int event) {
        return effective[event];
    }

    /** Returns whether an event has no later stamp than a cause of it, although it believed the clock of the cause. */
    public boolean isStampedBefore(LogRecord effect, int cause) {
        Causal causal = effect.causal();
        return causal.hlc() != 0 && !causal.isClockAhead() && Long.compareUnsigned(stamps[cause], causal.hlc()) >= 0;
    }

    /** Returns the direct predecessors of an event. */
    public int[] predecessors(int event) {
        return IntStream.range(links.firstBefore(event), links.firstBefore(event + 1))
                .map(links::before)
                .toArray();
    }

    /** Returns the kinds of the edges from the {@link #predecessors}, in their order. */
    public List<String> kinds(int event) {
        List<String> kinds = new ArrayList<>();
        for (int i = links.firstBefore(event); i < links.firstBefore(event + 1); i++) {
            kinds.add(links.kind(i) == Links.THEN ? THEN : names.kind(links.kind(i)));
        }
        return kinds;
    }

    /** Returns the events of which an event is a direct predecessor. */
    public int[] successors(int event) {
        return IntStream.range(links.firstAfter(event), links.firstAfter(event + 1))
                .map(links::after)
                .toArray();
    }

    /** Returns all events that precede an event, in any order. */
    public IntStream causes(int event) {
        return reached(event, this::predecessors);
    }

    /** Returns all events that an event precedes, in any order. */
    public IntStream effects(int event) {
        return reached(event, this::successors);
    }

    private static IntStream reached(int start, IntFunction<int[]> next) {
        BitSet seen = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            for (int event : next.apply(open.remove())) {
                if (!seen.get(event)) {
                    seen.set(event);
                    open.add(event);
                }
            }
        }
        return seen.stream();
    }

    /** Returns the IDs that an event names as predecessors and that the log does not have. */
    public List<String> missing(int event) {
        return Arrays.stream(links.missing(event)).mapToObj(names::id).toList();
    }

    /**
     * Returns whether predecessors of an event are not known: the log does not have them, or the event does not name
     * all, or lines of its task are lost.
     */
    public boolean isIncomplete(int event) {
        return links.isIncomplete(event);
    }

    /** Returns all events in a causal order: no event comes before one of its predecessors. */
    public int[] inOrder() {
        return sorted(IntStream.range(0, size()));
    }

    /** Returns some events in a causal order. */
    public int[] sorted(IntStream events) {
        Integer[] order = events.boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingLong(event -> effective[event] + Long.MIN_VALUE)
                        .thenComparingInt(event -> event));
        return Arrays.stream(order).mapToInt(event -> event).toArray();
    }

    Links links() {
        return links;
    }
}
