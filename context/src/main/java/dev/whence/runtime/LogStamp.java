package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.runtime.TaskTimes.Beginning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The causal data of a log event: its correlation, its task, its stamp and its predecessors in one sink. It is
 * immutable.
 */
public final class LogStamp {
    private final Correlation correlation;
    private final @Nullable SpanIds span;
    private final @Nullable Hop hop;
    private final long task;
    private final int n;
    private final long hlc;
    private final int sink;

    /** What the task descended from before the event, in all sinks. */
    private final @Nullable Frontier before;

    /** The times of the task, if this is its first event in the sink, or else null. */
    private final @Nullable Beginning beginning;

    LogStamp(Task task, TaskLog log, @Nullable Frontier before, int sink) {
        this.span = Tracing.span();
        this.correlation = SpanCorrelation.of(task.correlation, span);
        this.hop = task.hop;
        this.task = log.ordinal;
        this.n = log.n;
        this.hlc = log.hlc;
        this.sink = sink;
        this.before = before;
        this.beginning = log.takenBy(sink);
    }

    private LogStamp(LogStamp other, int sink, @Nullable Beginning beginning) {
        this.span = other.span;
        this.correlation = other.correlation;
        this.hop = other.hop;
        this.task = other.task;
        this.n = other.n;
        this.hlc = other.hlc;
        this.sink = sink;
        this.before = other.before;
        this.beginning = beginning;
    }

    /** Returns the stamp of the same event in another sink, which was stamped in both at once. */
    LogStamp in(int other, @Nullable TaskLog log) {
        return sink == other ? this : new LogStamp(this, other, log == null ? null : log.takenBy(other));
    }

    boolean isOf(TaskLog log) {
        return task == log.ordinal;
    }

    boolean isAt(long reading) {
        return hlc == reading;
    }

    /** Returns the correlation in which the event was logged. */
    public Correlation correlation() {
        return correlation;
    }

    /** Returns an MDC with the IDs of the span in which the event was logged, if there was one. */
    public Map<String, String> withSpan(Map<String, String> mdc) {
        if (span == null) {
            return mdc;
        }
        Map<String, String> both = new HashMap<>();
        span.put(both);
        both.putAll(mdc);
        return Collections.unmodifiableMap(both);
    }

    /** Returns the ID of the task, unique among all JVMs: {@code <8 hexadecimal digits of the instance>-<ordinal>}. */
    public String task() {
        return id(task);
    }

    /** Returns the number of the task among those of this JVM, with which its ID ends. */
    public long ordinal() {
        return task;
    }

    static String id(TaskLog log) {
        return id(log.ordinal);
    }

    private static String id(long task) {
        return Instance.ID + "-" + task;
    }

    /** Returns the short ID of the task for people to read. It has only two digits of the instance. */
    public String shortTask() {
        return Instance.ID.substring(0, 2) + "-" + task;
    }

    /** Returns the number of the event within its task, from 1. */
    public int n() {
        return n;
    }

    /**
     * Returns the reading of the hybrid logical clock as 16 lowercase hexadecimal digits. If these strings are sorted,
     * causes come before their effects.
     */
    public String hlc() {
        return HybridClock.hex(hlc);
    }

    /** Returns the reading of the hybrid logical clock as an unsigned number. */
    public long reading() {
        return hlc;
    }

    /**
     * Returns the immediate predecessors of the event in the same sink as {@code <task>:<n>}, other than the previous
     * event of its own task.
     */
    public List<String> after() {
        if (next(0) < 0) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            ids.add(mark(i).id());
        }
        return ids;
    }

    /** As {@link #after()}, with short IDs. */
    public List<String> shortAfter() {
        if (next(0) < 0) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            ids.add(mark(i).shortId());
        }
        return ids;
    }

    /**
     * Returns the kind of edge for each event of {@link #after()}: {@code fork}, {@code complete}, {@code join}, {@code
     * resume}, {@code receive}, {@code queue} or {@code repeat}.
     */
    public List<String> via() {
        if (next(0) < 0) {
            return List.of();
        }
        List<String> kinds = new ArrayList<>();
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            kinds.add(Edge.name(Objects.requireNonNull(events()).via[i]));
        }
        return kinds;
    }

    /** Whether the event has more predecessors than {@link #after()} names. */
    public boolean isAfterTruncated() {
        SinkFrontier events = events();
        return events != null && events.isTruncated();
    }

    /**
     * Whether the stamps do not order this event after one of another JVM from which it descends. That is the case if
     * the other stamp is not before this one and so far ahead of this JVM's clock that it is not believed.
     */
    public boolean isClockAhead() {
        return before != null && Long.compareUnsigned(before.ahead, hlc) >= 0;
    }

    /**
     * Returns what is special about the event: {@code after_truncated}, if {@link #isAfterTruncated()}, and {@code
     * clock_ahead}, if {@link #isClockAhead()}.
     */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        if (isAfterTruncated()) {
            flags.add("after_truncated");
        }
        if (isClockAhead()) {
            flags.add("clock_ahead");
        }
        return flags;
    }

    /**
     * Returns the frames of the hops that led to the task: for each hop a boundary frame and the frames of its site.
     */
    public List<StackTraceElement> hops() {
        return java.util.Arrays.asList(Stitcher.frames(hop));
    }

    /**
     * Returns the source line of the last hop that led to the task, such as {@code
     * shop.Checkout.pay(Checkout.java:57)}. Only the first event of a task in a sink has it; it is null for others, and
     * if the line is not known.
     */
    public @Nullable String site() {
        return beginning == null || hop == null ? null : hop.site.text();
    }

    /** Whether {@link #site()} was remembered for the class of the function, instead of being read from the stack. */
    public boolean isSiteApproximate() {
        return hop != null && hop.approximate && site() != null;
    }

    /**
     * Returns when the hop to the task was made, to the microsecond. Only the first event of a task in a sink has this
     * time; it is null for others, and if the clock was not read for the hop.
     */
    public @Nullable Instant submitted() {
        return beginning == null ? null : beginning.submitted();
    }

    /** Returns when the task began, as {@link #submitted} does. It is null for threads too, which begin unnoticed. */
    public @Nullable Instant begun() {
        return beginning == null ? null : beginning.begun();
    }

    /** Returns the index of the first predecessor at or after the given index, or -1 if there is none. */
    private int next(int from) {
        SinkFrontier events = events();
        if (events != null) {
            for (int i = from; i < events.marks.length; i++) {
                if (!events.marks[i].isOf(task)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private LoggedEvent mark(int i) {
        return Objects.requireNonNull(events()).marks[i];
    }

    private @Nullable SinkFrontier events() {
        return before == null ? null : before.part(sink);
    }
}
