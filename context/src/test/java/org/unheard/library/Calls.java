package org.unheard.library;

import dev.whence.context.Handoff;

/** Of a library that nobody knows: captures its caller's context, below so many frames of its own. */
public final class Calls {
    /** What was captured. */
    public static Handoff capture(int frames) {
        return frames == 1 ? Handoff.capture() : capture(frames - 1);
    }

    private Calls() {}
}
