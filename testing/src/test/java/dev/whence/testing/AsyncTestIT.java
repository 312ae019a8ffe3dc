package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.util.ReflectionUtils;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Faults in the order of work are found, and their schedules can be run again. */
class AsyncTestIT {
    static Stream<String> faults() {
        return Arrays.stream(RacyCases.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(AsyncTest.class))
                .map(Method::getName);
    }

    private static final Pattern SEED = Pattern.compile("-Dwhence\\.seed=([0-9a-fx]+)");

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFoundAndFoundAgain(String method) {
        String message = failureUnderASchedule(method);

        assertThat(message).containsPattern("needs no delay|RacyCases\\..*\\(RacyCases.java:");
        Matcher seed = SEED.matcher(message);
        assertThat(seed.find()).isTrue();
        long failed = IntStream.range(0, 10)
                .filter(i ->
                        run(RacyCases.class, method, seed.group(1)).failed().count() == 1)
                .count();
        assertThat(failed).as(message).isGreaterThanOrEqualTo(7);
    }

    /** On a busy machine a test may fail without any delay. Then it is tried again. */
    private static String failureUnderASchedule(String method) {
        String message = "";
        for (int i = 0; i < 10 && !message.contains("fails under schedule"); i++) {
            message = onlyFailure(run(RacyCases.class, method, ""));
        }
        return message;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void withoutTheFaultAllSchedulesPass(String method) {
        Events events = run(RightCases.class, method, "");

        assertThat(events.failed().count()).isZero();
        assertThat(events.succeeded().count()).isEqualTo(51);
    }

    @Test
    void aSeedThatIsNoneIsRefused() {
        Events events = run(RacyCases.class, "missingJoin", "abc!");

        assertThat(events.succeeded().count()).isZero();
    }

    private static String onlyFailure(Events events) {
        assertThat(events.failed().count()).isEqualTo(1);
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .findFirst()
                .orElseThrow();
    }

    private static Events run(Class<?> tests, String method, String seed) {
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
}
