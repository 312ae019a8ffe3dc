package dev.whence.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the tables of docs/testing.md: how soon faults in the order of work are found, and how surely a printed seed fails
 * again. The build does not run it, as it takes long.
 *
 * <p>The arguments are {@code found}, {@code again} or {@code usual}, the number of trials, and the names of tests of {@link
 * RacyCases} and {@link RacyClientCases}; all of them if there is none. A trial of {@code usual} is one run without delays.
 */
final class Trials {
    private static final int MOST_RUNS = 50;

    public static void main(String[] arguments) {
        int trials = Integer.parseInt(arguments[1]);
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        for (Class<?> tests : List.of(RacyCases.class, RacyClientCases.class)) {
            Faults.of(tests)
                    .sorted()
                    .filter(method -> wanted.isEmpty() || wanted.contains(method))
                    .map(method -> method + ": " + row(arguments[0], tests, method, trials))
                    .forEach(row -> System.out.println(Runtime.version().feature() + " " + row));
        }
        System.exit(0);
    }

    private static String row(String what, Class<?> tests, String method, int trials) {
        return switch (what) {
            case "found" -> found(tests, method, trials);
            case "again" -> again(tests, method, trials);
            default -> usual(tests, method, trials);
        };
    }

    private static String usual(Class<?> tests, String method, int runs) {
        long failed = IntStream.range(0, runs)
                .filter(i -> !passes(tests, method, Schedule.USUAL))
                .count();
        return failed + " of " + runs + " runs without delays fail";
    }

    /** Returns in how many trials a fault was found, and after how many runs under random schedules. */
    private static String found(Class<?> tests, String method, int trials) {
        List<Integer> runs = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            int run = 1;
            while (run <= MOST_RUNS && passes(tests, method, Schedule.random())) {
                run++;
            }
            if (run <= MOST_RUNS) {
                runs.add(run);
            }
        }
        Collections.sort(runs);
        return String.format(
                Locale.ROOT,
                "found in %d of %d trials within %d runs, median %s, maximum %s",
                runs.size(),
                trials,
                MOST_RUNS,
                runs.isEmpty() ? "-" : runs.get(runs.size() / 2),
                runs.isEmpty() ? "-" : runs.get(runs.size() - 1));
    }

    private static boolean passes(Class<?> tests, String method, Schedule schedule) {
        return Faults.run(tests, method, schedule.name()).failed().count() == 0;
    }

    /** Returns how often each printed seed fails again. */
    private static String again(Class<?> tests, String method, int trials) {
        List<Long> failures = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            seed(tests, method).ifPresent(seed -> failures.add(Faults.failuresOfTen(tests, method, seed)));
        }
        long sure = failures.stream().filter(count -> count >= 9).count();
        return sure + " of " + failures.size() + " seeds fail again in at least nine of ten runs: " + failures;
    }

    /** Returns a printed seed. There is none if the test has failed without any delay. Then it is tried again. */
    private static Optional<String> seed(Class<?> tests, String method) {
        return Stream.generate(() -> Faults.failure(Faults.run(tests, method, "")))
                .limit(5)
                .flatMap(failure -> Faults.seed(failure).stream())
                .findFirst();
    }

    private Trials() {}
}
