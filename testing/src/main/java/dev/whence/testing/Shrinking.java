package dev.whence.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The search for the delays that a failure needs: delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", 2002). Delays are left out, first many at a time, as long as the test goes on failing.
 *
 * <p>A schedule does not decide everything, so a run may fail or not. Therefore a set of delays counts as enough if at
 * least half of {@value #RUNS} runs with it fail.
 */
final class Shrinking {
    private static final int RUNS = 20;
    private static final int ENOUGH = RUNS / 2;

    /** How many of the runs must fail, so that a schedule serves people who look for the fault. */
    private static final int SURE = RUNS * 19 / 20;

    private static final int[] STRETCHES = {1, 2, 4, 8};
    private static final int MOST_OTHERS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** How much of that the search for a surer schedule may take. The rest is for the delays that can be left out. */
    private static final long SEARCH_NANOS = PATIENCE_NANOS / 2;

    private final String test;
    private final Throwable failure;
    private final long begin = System.nanoTime();

    private Schedule schedule;

    /** The delays of a run that has failed under the schedule, in microseconds by their points. */
    private Map<String, Integer> delays;

    /** The delays of the last run that has failed. */
    private Map<String, Integer> last = Map.of();

    /** How many runs have failed under the schedule. */
    private int failures;

    Shrinking(String test, Schedule schedule, Map<String, Integer> delays, Throwable failure) {
        this.test = test;
        this.schedule = schedule;
        this.delays = delays;
        this.failure = failure;
    }

    /**
     * Runs the test again and again, and returns what it is to fail with.
     *
     * @param tried how many schedules were tried, this one included
     */
    Throwable report(int tried) {
        boolean isFirst = isSure(schedule) || isSureIfStretched();
        boolean isOther = !isFirst && isSureElsewhere();
        if (!isFirst && !isOther) {
            failures = failures(schedule, RUNS, RUNS);
        }
        StringBuilder text = new StringBuilder("fails under schedule ")
                .append(tried)
                .append(" of those that were tried")
                .append(isOther ? ", and more surely under another one: in " : ", and again in ")
                .append(failures)
                .append(" of ")
                .append(RUNS)
                .append(" runs with -Dwhence.seed=")
                .append(schedule.name());
        if (failures < ENOUGH) {
            text.append("\nIts delays alone do not make it fail: something else has to come along");
        } else {
            List<String> needed = needed(new ArrayList<>(delays.keySet()));
            text.append(needed.isEmpty() ? "\nIt needs no delay: it fails often by itself" : "\nIt needs no more than");
            needed.forEach(point -> text.append("\n* ").append(shown(point)));
        }
        return withStack(
                new AssertionFailedError(text.append('\n').append(failure).toString(), failure));
    }

    /** The reader looks for the line of the test, and not for those of this search. */
    private Throwable withStack(Throwable told) {
        told.setStackTrace(failure.getStackTrace());
        return told;
    }

    private boolean isSureIfStretched() {
        for (int times : STRETCHES) {
            if (maySearch() && isSure(schedule.stretched(times))) {
                return true;
            }
        }
        return false;
    }

    /** A schedule may have had bad luck with a fault that others bring about each time. */
    private boolean isSureElsewhere() {
        for (int other = 0; other < MOST_OTHERS && maySearch(); other++) {
            Schedule random = Schedule.random().stretched(STRETCHES[other % STRETCHES.length]);
            if (isSame(Rerun.run(test, random).failure()) && isSure(random)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the test fails almost always under a schedule. If so, that is taken. */
    private boolean isSure(Schedule other) {
        int failed = failures(other, RUNS, RUNS - SURE + 1);
        if (failed < SURE) {
            return false;
        }
        schedule = other;
        failures = failed;
        delays = last;
        return true;
    }

    private String shown(String point) {
        return String.format(Locale.ROOT, "%.1f ms %s", delays.getOrDefault(point, 0) / 1000.0, point);
    }

    /** Leaves out parts of the delays, and then smaller parts, as long as the rest is enough. */
    private List<String> needed(List<String> all) {
        if (isEnough(List.of())) {
            return List.of();
        }
        List<String> kept = all;
        int parts = 2;
        while (kept.size() > 1 && isInTime()) {
            List<String> fewer = fewer(kept, parts);
            if (fewer.size() < kept.size()) {
                kept = fewer;
                parts = Math.max(2, parts - 1);
            } else if (parts >= kept.size()) {
                break;
            } else {
                parts = Math.min(kept.size(), 2 * parts);
            }
        }
        return kept;
    }

    /** Returns the delays without one part, if that is enough, or else all of them. */
    private List<String> fewer(List<String> all, int parts) {
        for (int part = 0; part < parts && isInTime(); part++) {
            List<String> rest = new ArrayList<>(all.subList(0, all.size() * part / parts));
            rest.addAll(all.subList(all.size() * (part + 1) / parts, all.size()));
            if (isEnough(rest)) {
                return rest;
            }
        }
        return all;
    }

    private boolean maySearch() {
        return System.nanoTime() - begin < SEARCH_NANOS;
    }

    private boolean isInTime() {
        return System.nanoTime() - begin < PATIENCE_NANOS;
    }

    private boolean isEnough(List<String> points) {
        return failures(schedule.only(Set.copyOf(points)), ENOUGH, RUNS - ENOUGH + 1) >= ENOUGH;
    }

    /** Runs the test until it has failed or passed often enough, and returns how often it has failed. */
    private int failures(Schedule wanted, int mostFailed, int mostPassed) {
        int failed = 0;
        int passed = 0;
        while (failed < mostFailed && passed < mostPassed && failed + passed < RUNS) {
            Rerun run = Rerun.run(test, wanted);
            if (isSame(run.failure())) {
                failed++;
                last = run.delays();
            } else {
                passed++;
            }
        }
        return failed;
    }

    /** Another kind of failure is another fault. */
    private boolean isSame(@Nullable Throwable other) {
        return other != null && other.getClass() == failure.getClass();
    }
}
