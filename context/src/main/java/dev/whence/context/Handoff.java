package dev.whence.context;

import dev.whence.runtime.Capture;

/**
 * The context of the place where it was captured, to be resumed where the work goes on: across a queue, a callback or a
 * thread that nothing else connects.
 *
 * <p>It can be resumed once or many times, on any thread; each resumption is a task of its own.
 */
public final class Handoff {
    private final Capture captured;

    private Handoff(Capture captured) {
        this.captured = captured;
    }

    /** The context of the caller: its correlation, its logical stack and what it has logged. */
    public static Handoff capture() {
        return new Handoff(Capture.here());
    }

    /** Makes the captured context current until the scope is closed. */
    public Scope resume() {
        return captured.resume();
    }

    /** The correlation that was current at the capture. */
    public Correlation correlation() {
        return captured.correlation();
    }
}
