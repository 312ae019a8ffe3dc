package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The spans of hops, with the option {@code otel.spans=hops}: each hop inside a sampled trace gets one, from the
 * beginning of its work to the end, and another one for the time in the queue.
 *
 * <p>A span is made when the work begins and not at the hop, with the times that were taken at the hop. So what never
 * runs has no span that would stay open. Whatever the tracing library does when a span begins or ends, such as to export
 * it, makes no further spans of hops.
 */
final class HopSpans {
    /** Called when the current thread has made a hop. Takes the times of the hop if it is in a sampled trace. */
    static void hop(State state) {
        if (!state.isInTracer && Tracing.sampledSpan() != null) {
            HopSample sample = state.hopTimes instanceof HopSample known
                    ? known
                    : HopSample.forSpan(state.pool(), System.nanoTime());
            sample.spanned = new SpannedHop();
            state.hopTimes = sample;
        }
    }

    /** Called when a task has become the current one, with the given context. */
    static void begins(State state, HopSample sample, @Nullable Object carried, @Nullable Hop hop) {
        SpannedHop spanned = sample.spanned;
        Object context = ThreadContext.context(carried);
        if (spanned != null && context != null) {
            boolean before = state.isInTracer;
            state.isInTracer = true;
            try {
                sample.beginsSpan(spanned, context, hop);
            } finally {
                state.isInTracer = before;
            }
        }
    }

    /** Called when the work of a task has ended, and the context before it is current again. */
    static void ends(State state, SpannedHop spanned) {
        boolean before = state.isInTracer;
        state.isInTracer = true;
        try {
            spanned.ends();
        } finally {
            state.isInTracer = before;
        }
    }

    private HopSpans() {}
}
