package dev.whence.logback;

import java.util.Locale;

/** Why an event is missing in the output. */
enum Loss {
    /** The queue was full, and the logging thread was not to wait. */
    FULL,
    /** The queue was full, and nothing was written for the longest time to wait. */
    TIMEOUT,
    /** Few places were left in the queue, and the event was below WARN. */
    THRESHOLD,
    /** The appender was stopped. */
    STOPPED,
    /** The event could not be encoded, or the attached appender failed on it. */
    FAILED,
    /** The process died while it wrote the event, and a later process found the rest. */
    TORN;

    /** Returns the value of the field {@code reason} in records. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
