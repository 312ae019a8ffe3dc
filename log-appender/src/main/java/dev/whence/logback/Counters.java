package dev.whence.logback;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of an appender. When the appender has stopped, each event is in exactly one of {@code written},
 * {@code dropped} and {@code failed}.
 */
final class Counters {
    /** Events that the attached appender took. */
    final AtomicLong written = new AtomicLong();

    /** Events that were not given to the attached appender, or that the appender did not return from. */
    final AtomicLong dropped = new AtomicLong();

    /** Events on which the attached appender failed. */
    final AtomicLong failed = new AtomicLong();

    /** Events that had to wait for a slot. They are counted above as well. */
    final AtomicLong blocked = new AtomicLong();
}
