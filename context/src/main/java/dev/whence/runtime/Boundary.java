package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of the hops that one source line makes.
 *
 * <p>Only some hops are measured, and each of them stands for others, which is its weight. So all numbers are estimates.
 * There is no synchronization: if two threads count at the same moment, one of the two may be lost. A boundary consists
 * of strings and numbers only.
 */
public final class Boundary {
    /** The method of the JDK or of a library that makes the hops. */
    public final String api;

    /** The source line; null if it is not known, or for the hops of all lines for which there is no room. */
    final @Nullable StackTraceElement line;

    private final @Nullable Route[] routes = new Route[4];

    private long hops;
    private int samples;
    private long begun;
    private long failures;
    private long cancellations;
    private long compared;
    private long shorter;
    private int comparisons;

    /** Times in queues; null if no hop was measured that waits in one. */
    private @Nullable Histogram waits;

    /** Null if no work was measured to its end. */
    private @Nullable Histogram runs;

    Boundary(String api, @Nullable StackTraceElement line) {
        this.api = api;
        this.line = line;
    }

    /** Two pools between which hops lead. */
    public static final class Route {
        public final String from;
        public final String to;
        private long hops;

        Route(String from, String to) {
            this.from = from;
            this.to = to;
        }

        /** Returns about how many hops were made. */
        public long hops() {
            return hops;
        }
    }

    /** Counts a hop, or counts it no more if the weight is negative. */
    void hops(int weight) {
        hops += weight;
        samples += weight > 0 ? 1 : -1;
    }

    /** Counts work that begins, after a time in a queue; the time is negative if there was no queue. */
    void begins(int weight, String from, String to, long waitNanos) {
        begun += weight;
        Route route = route(from, to);
        if (route != null) {
            route.hops += weight;
        }
        if (waitNanos >= 0) {
            Histogram known = waits;
            if (known == null) {
                known = new Histogram();
                waits = known;
            }
            known.add(waitNanos, weight);
        }
    }

    /** Returns the entry of two pools, or null if there are too many. */
    private @Nullable Route route(String from, String to) {
        for (int i = 0; i < routes.length; i++) {
            Route route = routes[i];
            if (route == null) {
                route = new Route(from, to);
                routes[i] = route;
                return route;
            }
            if (route.to.equals(to) && route.from.equals(from)) {
                return route;
            }
        }
        return null;
    }

    /** Counts work that has ended. The time in a queue is negative if it cannot be compared with that of the run. */
    void ends(int weight, long waitNanos, long runNanos, boolean hasFailed) {
        Histogram known = runs;
        if (known == null) {
            known = new Histogram();
            runs = known;
        }
        known.add(runNanos, weight);
        if (waitNanos >= 0) {
            comparisons++;
            compared += weight;
            shorter += runNanos < waitNanos ? weight : 0;
        }
        if (hasFailed) {
            failures += weight;
        }
    }

    void cancels(int weight) {
        cancellations += weight;
    }

    /** Returns the source line as in a stack trace, without the names of loader and module; empty if it is not known. */
    public String site() {
        return line == null
                ? ""
                : new StackTraceElement(
                                line.getClassName(), line.getMethodName(), line.getFileName(), line.getLineNumber())
                        .toString();
    }

    /** Returns about how many hops were made. */
    public long hops() {
        return hops;
    }

    /** Returns how many hops were measured. */
    public int samples() {
        return samples;
    }

    /** Returns for about how many hops the work has begun. */
    public long begun() {
        return begun;
    }

    /** Returns about how many runs have failed. */
    public long failures() {
        return failures;
    }

    /** Returns about how many hops were cancelled, before or while the work ran. */
    public long cancellations() {
        return cancellations;
    }

    /** Returns how many hops were measured both in the queue and while the work ran. */
    public int comparisons() {
        return comparisons;
    }

    /** Returns the share of the hops whose work runs shorter than it waits, of those that wait in a queue. */
    public double shorter() {
        return compared == 0 ? 0 : (double) shorter / compared;
    }

    /** Returns the times in queues; null if none is known. */
    public @Nullable Histogram waits() {
        return waits;
    }

    /** Returns the times of the runs; null if none is known. */
    public @Nullable Histogram runs() {
        return runs;
    }

    /** Returns from where to where the hops lead, as far as there is room. */
    public List<Route> routes() {
        List<Route> known = new ArrayList<>();
        for (Route route : routes) {
            if (route != null) {
                known.add(route);
            }
        }
        return known;
    }
}
