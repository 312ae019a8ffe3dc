package dev.whence.runtime;

/** The open span of a hop, whose work runs. It is implemented where the types of the tracing library are known. */
public abstract class HopSpan {
    /** Whether hops have spans. A constant for the JIT compiler, so that it costs nothing if they have none. */
    static final boolean ARE_MADE = Settings.hopSpans;

    /** Returns the IDs of the span. */
    protected abstract SpanIds ids();

    /** Returns the context of the work, in which this span is the current one. */
    protected abstract Object context();

    /**
     * Ends the span.
     *
     * @param epochNanos the time of the end
     * @param failure the name of the class of the throwable that the work has thrown; empty if it has not
     */
    protected abstract void end(long epochNanos, String failure);
}
