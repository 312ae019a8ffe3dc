package dev.whence.logback;

import java.time.Duration;
import java.time.Instant;

/**
 * Events in a row that were not written.
 *
 * @param dropped how many
 * @param from when the first of them was logged
 * @param to when the last of them was logged
 * @param reason what kept them out
 */
record Gap(long dropped, Instant from, Instant to, String reason) {
    static Gap of(Instant instant, String reason) {
        return new Gap(1, instant, instant, reason);
    }

    Gap plus(Instant instant) {
        return new Gap(dropped + 1, earlier(from, instant), later(to, instant), reason);
    }

    /** Whether more time than this lies between its first and its last event. */
    boolean isLongerThan(Duration limit) {
        return Duration.between(from, to).compareTo(limit) > 0;
    }

    /** One sentence for people. */
    String message() {
        return dropped + " log events were dropped, logged from " + from + " to " + to + ": " + reason;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
