package dev.whence.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hop in a sampled trace, which gets a span once its work begins. So a hop whose work never runs leaves nothing
 * behind.
 */
final class SpannedHop {
    private final List<SpanIds> completers = new ArrayList<>(1);

    /** The span while the work runs. After that nothing of the application is kept. */
    private @Nullable HopSpan span;

    private @Nullable SpanIds ids;
    private @Nullable Object attached;
    private long begun;
    private long begunEpochNanos;
    private String failure = "";

    /** Notes spans that have completed a future which the work waited for. */
    void completedIn(SpanIds[] spans) {
        for (SpanIds one : spans) {
            if (completers.size() < SpanFrontier.MOST) {
                completers.add(one);
            }
        }
    }

    /**
     * Begins the span, and makes it the current one. Does nothing when work that was interrupted goes on.
     *
     * @param context the tracing context of the work
     * @param begunAt the time at which the work has begun, by {@link System#nanoTime}
     */
    void begins(Object context, @Nullable Hop hop, String from, String to, long waitNanos, long begunAt) {
        if (begun != 0) {
            return;
        }
        begun = begunAt;
        begunEpochNanos = epochNanos() - (System.nanoTime() - begunAt);
        Site site = hop == null ? Site.UNKNOWN : hop.site;
        HopStart start = new HopStart(
                site.api,
                site.frames.length == 0 ? null : site.frames[0],
                hop != null && hop.approximate,
                from,
                to,
                waitNanos,
                begunEpochNanos,
                completers);
        HopSpan made = Tracing.begin(context, start);
        if (made != null) {
            span = made;
            ids = made.ids();
            attached = Tracing.attach(made.context());
        }
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Makes the context of the work without the span current again. */
    void leaves() {
        if (attached != null) {
            Tracing.detach(attached);
            attached = null;
        }
    }

    void fails(Throwable thrown) {
        failure = thrown.getClass().getName();
    }

    /** Returns the IDs of the span, or null if there is none. */
    @Nullable SpanIds ids() {
        return ids;
    }

    /** Ends the span. */
    void ends() {
        HopSpan made = span;
        if (made != null) {
            span = null;
            Tracing.end(made, begunEpochNanos + (System.nanoTime() - begun), failure);
        }
    }
}
