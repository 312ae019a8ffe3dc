package dev.whence.logback;

import java.util.concurrent.atomic.AtomicLong;

/** What became of the events that an appender was given. */
final class Counters {
    final AtomicLong written = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    final AtomicLong failed = new AtomicLong();

    /** How many of them had to wait for room. */
    final AtomicLong blocked = new AtomicLong();
}
