package dev.whence.testing;

import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Keeps all that happens in tests with timelines. Tests that run at the same time share it.
 *
 * <p>All moments are stamped in one sink, and each is kept before its thread goes on. So whatever comes after a moment is
 * kept after it.
 */
final class Recorder {
    /** How many moments are kept at most, so that a test that logs without end does not fill the memory. */
    static final int MOST = 1_000_000;

    private static final Recorder SHARED = new Recorder();

    private final LogSink sink = LogSink.open();
    private final List<Moment> moments = new ArrayList<>();

    /** The IDs of the correlations of all tests since the moments were last forgotten. */
    private final Set<String> tests = new HashSet<>();

    private int users;
    private boolean isOverfull;

    private Recorder() {
        if (sink == LogSink.shared()) {
            throw new IllegalStateException("this JVM has three causal logs already, which is the maximum."
                    + " A timeline needs one: close one of the appenders");
        }
    }

    static Recorder shared() {
        return SHARED;
    }

    /** Called when the timeline of a test begins, whose correlation has this ID. */
    synchronized void use(String correlation) {
        users++;
        tests.add(correlation);
    }

    /** Called when a timeline has ended. If there is no other one, all is forgotten. */
    synchronized void leave() {
        if (--users == 0) {
            moments.clear();
            tests.clear();
            isOverfull = false;
        }
    }

    /** Stamps and keeps what happens on this thread now. */
    Moment add(BiFunction<LogStamp, Instant, Moment> moment) {
        Instant now = Instant.now();
        Moment made = moment.apply(sink.stamp(now), now);
        keep(made);
        return made;
    }

    private synchronized void keep(Moment moment) {
        if (users > 0 && moments.size() < MOST) {
            moments.add(moment);
        } else {
            isOverfull |= users > 0;
        }
    }

    /** Returns all that is kept, in the order in which it was. */
    synchronized List<Moment> moments() {
        return new ArrayList<>(moments);
    }

    /** Returns the IDs of the correlations of the other tests. */
    synchronized Set<String> others(String correlation) {
        Set<String> others = new HashSet<>(tests);
        others.remove(correlation);
        return others;
    }

    /** Returns whether something was not kept. */
    synchronized boolean isOverfull() {
        return isOverfull;
    }
}
