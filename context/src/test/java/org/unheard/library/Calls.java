package org.unheard.library;

import dev.whence.context.Handoff;

/** A class of an unknown library. It captures the context of its caller, below a number of its own frames. */
public final class Calls {
    /** Captures the current context, with a number of frames of this class on the stack. */
    public static Handoff capture(int frames) {
        return frames == 1 ? Handoff.capture() : capture(frames - 1);
    }

    private Calls() {}
}
