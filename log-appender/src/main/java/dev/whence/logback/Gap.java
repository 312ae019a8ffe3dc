package dev.whence.logback;

import java.time.Duration;
import java.time.Instant;

/**
 * A number of events that are missing at one place of the output.
 *
 * @param dropped the number of events
 * @param from the instant of the earliest of them
 * @param to the instant of the latest of them
 * @param loss why the first of them is missing
 * @param reason the same, as the end of a sentence
 */
record Gap(long dropped, Instant from, Instant to, Loss loss, String reason) {
    /** Returns the gap of one event. */
    static Gap of(Instant instant, Loss loss, String reason) {
        return new Gap(1, instant, instant, loss, reason);
    }

    /** Returns this gap with the events of another one. */
    Gap plus(Gap other) {
        return new Gap(dropped + other.dropped, earlier(from, other.from), later(to, other.to), loss, reason);
    }

    /** Returns whether the gap spans more time than the limit. */
    boolean isLongerThan(Duration limit) {
        return Duration.between(from, to).compareTo(limit) > 0;
    }

    /** Returns the message of the warning that announces the gap. */
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
