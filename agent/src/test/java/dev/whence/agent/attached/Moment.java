package dev.whence.agent.attached;

import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A point in the history of a {@link RandomProgram}, with what happened before it: the test's own idea of the order. A log
 * event is a moment, and so are the start and the end of a task.
 */
final class Moment {
    private static final int NONE = -1;

    private final int event;
    private final String what;
    private final Queue<Moment> tracked = new ConcurrentLinkedQueue<>();
    private final Queue<Moment> seen = new ConcurrentLinkedQueue<>();
    private BitSet trackedPast;
    private BitSet truePast;

    private Moment(int event, String what) {
        this.event = event;
        this.what = what;
    }

    /** A moment that no event marks. */
    static Moment silent(String what) {
        return new Moment(NONE, what);
    }

    static Moment event(int number) {
        return new Moment(number, "event " + number);
    }

    /** The number of the event. */
    int number() {
        return event;
    }

    /** Something that happened before, and that the log must know of. */
    Moment after(Moment earlier) {
        tracked.add(earlier);
        return this;
    }

    /** Something that happened before in truth, but that the log need not know of. */
    Moment afterUntracked(Moment earlier) {
        seen.add(earlier);
        return this;
    }

    /** The events before this moment that the log must know of. To be called when the program has ended. */
    BitSet trackedPast() {
        if (trackedPast == null) {
            trackedPast = past(tracked, Moment::trackedPast);
        }
        return trackedPast;
    }

    /** All the events before this moment. To be called when the program has ended. */
    BitSet truePast() {
        if (truePast == null) {
            truePast = past(tracked, Moment::truePast);
            truePast.or(past(seen, Moment::truePast));
        }
        return truePast;
    }

    private static BitSet past(Queue<Moment> before, java.util.function.Function<Moment, BitSet> pastOf) {
        BitSet events = new BitSet();
        for (Moment earlier : before) {
            events.or(pastOf.apply(earlier));
            if (earlier.event != NONE) {
                events.set(earlier.event);
            }
        }
        return events;
    }

    /** How an earlier event comes before this moment, for people. */
    String pathFrom(int earlier) {
        for (Moment last : tracked) {
            if (last.event == earlier) {
                return last + " -> " + this;
            }
            if (last.trackedPast().get(earlier)) {
                return last.pathFrom(earlier) + " -> " + this;
            }
        }
        return "no path to " + this;
    }

    @Override
    public String toString() {
        return what;
    }
}
