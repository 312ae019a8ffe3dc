package com.inhouse.framework;

import dev.whence.context.Handoff;

/** Of a framework of the application's own: captures its caller's context, below so many frames of its own. */
public final class Calls {
    /** What was captured. */
    public static Handoff capture(int frames) {
        return frames == 1 ? Handoff.capture() : capture(frames - 1);
    }

    private Calls() {}
}
