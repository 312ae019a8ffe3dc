package dev.whence.runtime;

import java.time.Instant;

/** What the log of this JVM says of its origin, besides its events. */
public final class LogOrigin {
    /** Returns the eight hexadecimal digits with which the IDs of all tasks of this JVM begin. */
    public static String instance() {
        return Instance.ID;
    }

    /**
     * Returns the reading of the hybrid logical clock at an instant that no event precedes, in the form of
     * {@link LogStamp#hlc}.
     */
    public static String reading(Instant instant) {
        return HybridClock.hex(HybridClock.tick(0, instant));
    }

    private LogOrigin() {}
}
