package dev.whence.context;

import dev.whence.runtime.Capture;

/**
 * The context of the place where it was captured, or of a message, to be resumed where the work goes on: across a queue, a
 * callback or a thread that nothing else connects.
 *
 * <p>It can be resumed once or many times, on any thread; each resumption is a task of its own. Not to be implemented by
 * applications.
 */
public interface Handoff {
    /** The context of the caller: its correlation, its logical stack and what it has logged. */
    static Handoff capture() {
        return Capture.here();
    }

    /** Makes the captured context current until the scope is closed. */
    Scope resume();

    /** The correlation that was current at the capture. */
    Correlation correlation();
}
