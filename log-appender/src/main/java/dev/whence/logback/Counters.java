package dev.whence.logback;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** The counts of an appender over all its starts. */
final class Counters {
    private final List<Tally> tallies = new CopyOnWriteArrayList<>();

    /** Returns a new tally, for a start. */
    Tally begin() {
        Tally tally = new Tally();
        tallies.add(tally);
        return tally;
    }

    /** Returns the number of events that were written. */
    long written() {
        return sum(Tally::written);
    }

    /** Returns the number of events that got no place, and of those that the appender gave up on. */
    long dropped() {
        return sum(Tally::dropped);
    }

    /** Returns the number of events that could not be encoded, or on which the attached appender failed. */
    long failed() {
        return sum(Tally::failed);
    }

    /** Returns the number of events that had to wait for a place. They are counted above as well. */
    long blocked() {
        return sum(Tally::blocked);
    }

    /** Returns how often a file was opened whose last line was torn. */
    long torn() {
        return sum(Tally::torn);
    }

    private long sum(ToLongFunction<Tally> count) {
        return tallies.stream().mapToLong(count).sum();
    }
}
