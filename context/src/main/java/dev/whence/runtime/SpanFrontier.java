package dev.whence.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The frontier with which a future was completed, and the spans in which that was done. It exists only if hops have
 * spans, which then link to these. A class, since a field would make each frontier larger.
 */
public final class SpanFrontier extends Frontier {
    /** The most spans of a future that many others complete together. */
    static final int MOST = 32;

    private static final SpanIds[] NONE = {};

    /** Whether there are no events, but only spans. */
    private final boolean isEmpty;

    private final SpanIds[] spans;

    private SpanFrontier(@Nullable Frontier events, SpanIds[] spans) {
        super(events);
        this.isEmpty = isEmpty(events);
        this.spans = spans;
    }

    /** Returns a frontier with the current span, if hops have spans and that one is sampled. */
    public static @Nullable Frontier here(@Nullable Frontier events) {
        return HopSpan.ARE_MADE ? in(events, Tracing.sampledSpan()) : events;
    }

    /** Returns a frontier with a span, or the frontier itself if there is no span. */
    static @Nullable Frontier in(@Nullable Frontier events, @Nullable SpanIds span) {
        return span == null ? events : new SpanFrontier(events, new SpanIds[] {span});
    }

    /** As {@link Frontier#either}, with the spans of both. */
    public static @Nullable Frontier either(@Nullable Frontier first, @Nullable Frontier second) {
        Frontier both = Frontier.either(first, second);
        return !HopSpan.ARE_MADE || both == null || both == first || both == second
                ? both
                : withSpans(both, first, second);
    }

    /** Returns the union of two frontiers with the spans of both. It has no events if neither of them has. */
    static Frontier withSpans(Frontier union, @Nullable Frontier first, @Nullable Frontier second) {
        SpanIds[] spans = union(spans(first), spans(second));
        Frontier events = isEmpty(first) && isEmpty(second) ? null : union;
        return spans.length == 0 ? union : new SpanFrontier(events, spans);
    }

    private static SpanIds[] union(SpanIds[] first, SpanIds[] second) {
        SpanIds[] both = Arrays.copyOf(first, Math.min(MOST, first.length + second.length));
        System.arraycopy(second, 0, both, first.length, both.length - first.length);
        return both;
    }

    /** Whether a frontier has no events. */
    static boolean isEmpty(@Nullable Frontier frontier) {
        return frontier == null || (frontier instanceof SpanFrontier known && known.isEmpty);
    }

    /** Returns the spans of a frontier. */
    static SpanIds[] spans(@Nullable Frontier frontier) {
        return frontier instanceof SpanFrontier known ? known.spans : NONE;
    }
}
