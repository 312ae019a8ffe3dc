package dev.whence.context;

import dev.whence.runtime.Capture;

/**
 * The captured context of some code or of a message. Resume it where the work continues, if nothing else connects the
 * two places: behind a queue, in a callback or on another thread.
 *
 * <p>A hand-off can be resumed once or many times, on any thread. Each resumption is a task of its own. Applications
 * are not meant to implement this interface.
 */
public interface Handoff {
    /**
     * Captures the context of the caller: its correlation, its logical stack, the log events that it descends from, its
     * MDC and its OpenTelemetry context.
     */
    static Handoff capture() {
        return Capture.here();
    }

    /** Makes the captured context current on the calling thread until the scope is closed. */
    Scope resume();

    /** Returns the correlation that was captured. */
    Correlation correlation();
}
