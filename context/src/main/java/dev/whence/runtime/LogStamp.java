package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a log event stands: its correlation, its task, its stamp and its predecessors in one sink; immutable. */
public final class LogStamp {
    private final Correlation correlation;
    private final @Nullable SpanIds span;
    private final @Nullable Hop hop;
    private final long task;
    private final int n;
    private final long hlc;
    private final @Nullable SinkFrontier before;
    private final boolean isClockAhead;

    LogStamp(Task task, TaskLog log, @Nullable Frontier before, int sink) {
        this.span = Tracing.span();
        this.correlation = SpanCorrelation.of(task.correlation, span);
        this.hop = task.hop;
        this.task = log.ordinal;
        this.n = log.n;
        this.hlc = log.hlc;
        this.before = before == null ? null : before.part(sink);
        this.isClockAhead = before != null && Long.compareUnsigned(before.ahead, hlc) > 0;
    }

    boolean isOf(TaskLog log) {
        return task == log.ordinal;
    }

    boolean isAt(long reading) {
        return hlc == reading;
    }

    /** The correlation in which the event was logged. */
    public Correlation correlation() {
        return correlation;
    }

    /** Adds the ids of the span in which the event was logged, if it was logged in one. */
    public void putSpan(Map<String, String> into) {
        if (span != null) {
            span.put(into);
        }
    }

    /** The id of the task, unique among all JVMs: {@code <8 hexadecimal digits of the instance>-<ordinal>}. */
    public String task() {
        return id(task);
    }

    static String id(TaskLog log) {
        return id(log.ordinal);
    }

    private static String id(long task) {
        return Instance.ID + "-" + task;
    }

    /** The id of the task, shortened for people: two digits of the instance. */
    public String shortTask() {
        return Instance.ID.substring(0, 2) + "-" + task;
    }

    /** The number of the event within its task, from 1. */
    public int n() {
        return n;
    }

    /** The hybrid logical clock's reading as 16 lowercase hexadecimal digits: sorted as strings, causes come first. */
    public String hlc() {
        return HybridClock.hex(hlc);
    }

    /** The immediate predecessors in the same sink, other than the previous event of the task: {@code <task>:<n>}. */
    public List<String> after() {
        List<String> ids = new ArrayList<>();
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            ids.add(mark(i).id());
        }
        return ids;
    }

    /** As {@link #after()}, with shortened ids. */
    public List<String> shortAfter() {
        List<String> ids = new ArrayList<>();
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            ids.add(mark(i).shortId());
        }
        return ids;
    }

    /** For each of {@link #after()} the kind of edge: {@code fork}, {@code complete}, {@code join}, {@code resume}, {@code receive}. */
    public List<String> via() {
        List<String> kinds = new ArrayList<>();
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            kinds.add(Edge.name(Objects.requireNonNull(before).via[i]));
        }
        return kinds;
    }

    /** Whether the event has more predecessors than are named. */
    public boolean isAfterTruncated() {
        return before != null && before.isTruncated;
    }

    /**
     * Whether the event descends from one of another JVM whose stamp is later than this one's, and so far ahead of this
     * JVM's clock that it is not believed: the stamps do not order the two.
     */
    public boolean isClockAhead() {
        return isClockAhead;
    }

    /** The frames of the hops that led to the task: a boundary frame and the site of each. */
    public List<StackTraceElement> hops() {
        return java.util.Arrays.asList(Stitcher.frames(hop));
    }

    /** The index of the first predecessor at or after an index, or -1. */
    private int next(int from) {
        if (before != null) {
            for (int i = from; i < before.marks.length; i++) {
                if (!before.marks[i].isOf(task)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private LoggedEvent mark(int i) {
        return Objects.requireNonNull(before).marks[i];
    }
}
