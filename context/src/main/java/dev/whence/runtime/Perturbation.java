package dev.whence.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Delays in one test, which bring its work into another order than usual. They are at two kinds of points: before a task
 * runs, and before a task completes a future.
 *
 * <p>A point is known by its kind, the source line of the hop that led to the task and the line that has called that, and
 * how many times it was passed before. Whether there is a delay at a point, and how long it is, follows from the seed and the point alone. So the same
 * seed gives the same delays in the next run.
 *
 * <p>The calls at these points are not there until a test has asked for them by {@link #weave()}.
 */
public final class Perturbation implements AutoCloseable {
    private static final String BEFORE_RUN = "before it runs the task of ";
    private static final String BEFORE_COMPLETION = "before it completes a future, in the task of ";

    /** The share of the points that have a delay, among the first ones of a place. */
    private static final int DELAYED_PERCENT = 40;

    /**
     * How many points of a place have this share. The more often the place was passed, the smaller is the share, so that
     * a loop or a client with many hops is not delayed for long.
     */
    private static final int FULL_SHARE = 4;

    /**
     * The shares of the delays that are at most so long, in every second schedule: most are short. The others have delays
     * of any length, which decide an order against what else goes on in the machine.
     */
    private static final int SHORT_PERCENT = 60;

    private static final int MIDDLE_PERCENT = 90;
    private static final int SHORT_MICROS = 2_000;
    private static final int MIDDLE_MICROS = 10_000;
    private static final int LONG_MICROS = 40_000;

    private static volatile Perturbation[] open = {};

    private static volatile @Nullable Runnable weaver;

    private final String correlation;
    private final long seed;
    private final int stretch;
    private final Predicate<String> wanted;
    private final Map<String, Integer> passed = new HashMap<>();

    /** The delays until now, in microseconds, by their points. */
    private final Map<String, Integer> delays = new LinkedHashMap<>();

    private Perturbation(String correlation, long seed, int stretch, Predicate<String> wanted) {
        this.correlation = correlation;
        this.seed = seed;
        this.stretch = stretch;
        this.wanted = wanted;
    }

    /** Sets the action by which the agent inserts the calls. */
    public static void wovenBy(Runnable weaving) {
        weaver = weaving;
    }

    /**
     * Makes the agent insert the calls.
     *
     * @throws IllegalStateException if there is no agent, or it cannot do that
     */
    public static synchronized void weave() {
        Runnable weaving = weaver;
        if (weaving == null) {
            throw new IllegalStateException("this JVM has no agent of Whence");
        }
        weaving.run();
    }

    /**
     * Begins to delay the work of a test.
     *
     * @param correlation the ID of the correlation in which the test runs
     * @param seed decides where there are delays
     * @param stretch by how many times longer the delays are than usual
     * @param wanted the points at which there may be delays
     */
    public static synchronized Perturbation begin(
            String correlation, long seed, int stretch, Predicate<String> wanted) {
        Perturbation begun = new Perturbation(correlation, seed, stretch, wanted);
        Perturbation[] all = Arrays.copyOf(open, open.length + 1);
        all[open.length] = begun;
        open = all;
        return begun;
    }

    /** Ends the delays. */
    @Override
    public void close() {
        synchronized (Perturbation.class) {
            List<Perturbation> others = new ArrayList<>(Arrays.asList(open));
            others.remove(this);
            open = others.toArray(new Perturbation[0]);
        }
    }

    /** Returns the delays that there were, in microseconds, by their points and in the order of their beginnings. */
    public Map<String, Integer> delays() {
        synchronized (delays) {
            return new LinkedHashMap<>(delays);
        }
    }

    /** Called before a task runs. */
    static void running(Task task) {
        if (open.length > 0) {
            at(BEFORE_RUN, task);
        }
    }

    /** Called before the current task completes a future. */
    public static void completing() {
        if (open.length > 0) {
            at(BEFORE_COMPLETION, State.current().task);
        }
    }

    private static void at(String kind, Task task) {
        Perturbation of = of(task);
        if (of != null) {
            String site = task.hop == null ? null : task.hop.site.textWithCaller();
            of.pass(kind.concat(site == null ? "the test itself" : site));
        }
    }

    /**
     * Returns the perturbation of the test that a task belongs to. Work without a correlation belongs to the only test,
     * if there is one.
     */
    private static @Nullable Perturbation of(Task task) {
        Perturbation[] all = open;
        String id = task.correlation.knownId();
        for (Perturbation one : all) {
            if (one.correlation.equals(id)) {
                return one;
            }
        }
        return all.length == 1 && task.hop != null ? all[0] : null;
    }

    private void pass(String place) {
        String point;
        int micros;
        synchronized (delays) {
            int times = 1 + passed.getOrDefault(place, 0);
            passed.put(place, times);
            point = place.concat(" #").concat(Integer.toString(times));
            micros = wanted.test(point) ? stretch * micros(mix(seed ^ mix(point.hashCode())), times, isOfLong()) : 0;
            if (micros > 0) {
                delays.put(point, micros);
            }
        }
        pause(micros);
    }

    private boolean isOfLong() {
        return (seed & 1) == 0;
    }

    private static int micros(long random, int times, boolean isOfLong) {
        int place = (int) Long.remainderUnsigned(random, 100L * Math.max(1, times / FULL_SHARE));
        int length = (int) Long.remainderUnsigned(random >>> 16, 100);
        if (place >= DELAYED_PERCENT) {
            return 0;
        }
        boolean isShort = !isOfLong && length < SHORT_PERCENT;
        boolean isMiddle = !isOfLong && length < MIDDLE_PERCENT;
        int most = isShort ? SHORT_MICROS : isMiddle ? MIDDLE_MICROS : LONG_MICROS;
        return 1 + (int) ((random >>> 32) % most);
    }

    /** The finalizer of SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Sleeps, rather than parks: to park would take a permit that the program is waiting for. */
    private static void pause(int micros) {
        if (micros > 0 && !Thread.currentThread().isInterrupted()) {
            try {
                TimeUnit.MICROSECONDS.sleep(micros);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
