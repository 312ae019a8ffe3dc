package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.platform.commons.util.ReflectionUtils;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs tests that have a fault in the order of work. */
final class Faults {
    private static final Pattern SEED = Pattern.compile("-Dwhence\\.seed=([0-9a-fx]+)");

    /** Returns the names of the tests of a class that run under schedules. */
    static Stream<String> of(Class<?> tests) {
        return Arrays.stream(tests.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(AsyncTest.class))
                .map(Method::getName);
    }

    /**
     * Runs a test under its schedules, or under a given one.
     *
     * @param seed the name of the schedule, or an empty text
     */
    static Events run(Class<?> tests, String method, String seed) {
        String parameters = Arrays.stream(tests.getDeclaredMethods())
                .filter(one -> one.getName().equals(method))
                .map(one -> ReflectionUtils.getFullyQualifiedMethodName(tests, one))
                .findFirst()
                .orElseThrow();
        EngineTestKit.Builder engine = EngineTestKit.engine("junit-jupiter").selectors(selectMethod(parameters));
        if (!seed.isEmpty()) {
            engine.configurationParameter("whence.seed", seed);
        }
        return engine.execute().testEvents();
    }

    /** Returns the message of the only failure; an empty text if there is none. */
    static String failure(Events events) {
        assertThat(events.failed().count()).isLessThanOrEqualTo(1);
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .findFirst()
                .orElse("");
    }

    /** Returns the seed that a failure tells, if it does. */
    static Optional<String> seed(String failure) {
        Matcher seed = SEED.matcher(failure);
        return seed.find() ? Optional.of(seed.group(1)) : Optional.empty();
    }

    /** Runs a test ten times under a schedule, and returns how often it has failed. */
    static long failuresOfTen(Class<?> tests, String method, String seed) {
        return IntStream.range(0, 10)
                .filter(i -> run(tests, method, seed).failed().count() == 1)
                .count();
    }

    private Faults() {}
}
