package dev.whence.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the table of docs/testing.md: how soon faults in the order of work are found, and how surely a seed fails again.
 * The build does not run it, as it takes long.
 *
 * <p>The arguments are the number of trials, and the names of tests of {@link RacyCases} and {@link RacyClientCases}; all
 * of them if there is none. For each test it prints the JDK, in how many trials the fault was found, the median and the
 * maximum of the runs until then, and how many of the seeds have failed in at least nine of ten runs, with all counts.
 */
final class Trials {
    private static final Pattern TRIED = Pattern.compile("fails under schedule (\\d+) ");

    public static void main(String[] arguments) {
        int trials = Integer.parseInt(arguments[0]);
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        for (Class<?> tests : List.of(RacyCases.class, RacyClientCases.class)) {
            Faults.of(tests)
                    .sorted()
                    .filter(method -> wanted.isEmpty() || wanted.contains(method))
                    .forEach(method -> print(tests, method, trials));
        }
        System.exit(0);
    }

    private static void print(Class<?> tests, String method, int trials) {
        List<Integer> runs = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            String failure = Faults.failure(Faults.run(tests, method, ""));
            if (!failure.isEmpty()) {
                runs.add(runs(failure));
            }
            seed(tests, method, failure).ifPresent(seed -> again.add(Faults.failuresOfTen(tests, method, seed)));
        }
        Collections.sort(runs);
        String median = runs.isEmpty() ? "-" : runs.get(runs.size() / 2) + " (" + runs.get(runs.size() - 1) + ")";
        long sure = again.stream().filter(count -> count >= 9).count();
        System.out.printf(
                Locale.ROOT,
                "%s %s: found in %d of %d, after %s runs; %d of %d seeds fail again, %s%n",
                Runtime.version().feature(),
                method,
                runs.size(),
                trials,
                median,
                sure,
                again.size(),
                again);
    }

    /** Returns the number of runs until a failure. If it came without any delay, that was the first one. */
    private static int runs(String failure) {
        Matcher tried = TRIED.matcher(failure);
        return tried.find() ? Integer.parseInt(tried.group(1)) : 1;
    }

    /** Returns the seed of a failure. If it came without any delay, another one is looked for. */
    private static Optional<String> seed(Class<?> tests, String method, String failure) {
        return Stream.iterate(failure, any -> Faults.failure(Faults.run(tests, method, "")))
                .limit(5)
                .flatMap(text -> Faults.seed(text).stream())
                .findFirst();
    }

    private Trials() {}
}
