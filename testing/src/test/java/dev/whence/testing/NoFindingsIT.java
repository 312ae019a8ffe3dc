package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.slf4j.MDC;

/** A test fails for what it leaves behind, and for nothing that another one has left. */
class NoFindingsIT {
    /** The beginning of the finding of each test of {@link LeavingCases}. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("lostFailure", "unobserved-failure: a future has failed, and nobody has looked"),
            Map.entry("lostFailureOfAStage", "unobserved-failure: "),
            Map.entry("lostFailureOfAPool", "unobserved-failure: "),
            Map.entry("keptFailure", "unobserved-failure: "),
            Map.entry("runsOnAfterCancel", "still-running: work still runs on the thread"),
            Map.entry("runsOnAfterInterrupt", "still-running: "),
            Map.entry("runsOnAfterTimeout", "still-running: "),
            Map.entry("deadPeriodicTask", "dead-periodic-task: "),
            Map.entry("starvedPool", "pool-starvation: the only thread of the pool"),
            Map.entry("waitCycle", "wait-cycle: 2 threads wait for each other in a circle"),
            Map.entry("openScope", "context-leak: the test has left a scope open"),
            Map.entry("changedMdc", "context-leak: the test has changed the MDC of its thread from {} to {user=7}"),
            Map.entry("changedThreadContext", "context-leak: the test has changed the MDC of its thread"));

    /** What is not about a place in the program. */
    private static final Set<String> WITHOUT_STACK = Set.of("openScope", "changedMdc", "changedThreadContext");

    static Set<String> kinds() {
        return EXPECTED.keySet();
    }

    @AfterAll
    static void end() {
        Work.end();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatATestLeavesLetsItFail(String method) {
        try {
            String failure = failure(run(LeavingCases.class, method)).orElse("");

            assertThat(failure).startsWith("the test has left a finding\n\n" + EXPECTED.get(method));
            assertThat(failure).contains("  What to do: ");
            if (!WITHOUT_STACK.contains(method)) {
                assertThat(failure).containsPattern("\tat dev\\.whence\\.testing\\.(LeavingCases|Work)[.$]");
                assertThat(failure).contains("at dev.whence.testing.LeavingCases." + method);
            }
        } finally {
            MDC.clear();
            ThreadContext.clearMap();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTidyTestPasses(String method) {
        assertThat(failure(run(TidyCases.class, method))).isEmpty();
    }

    @RepeatedTest(3)
    void testsAreToldApart() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(LeavingBesideTidyCases.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .testEvents();

        events.assertStatistics(statistics -> statistics.started(2).succeeded(1).failed(1));
        assertThat(failure(events).orElseThrow())
                .startsWith("the test has left 3 findings")
                .contains("unobserved-failure: ", "still-running: ", "dead-periodic-task: ");
    }

    @Test
    void whatIsExceptedDoesNotCount() {
        assertThat(failure(run(ExceptingCases.class, "lostFailure"))).isEmpty();
        assertThat(failure(run(ExceptingCases.class, "misspelt")).orElseThrow())
                .contains("@NoFindings(except = ...): there is no finding named 'unobserved'");
    }

    private static Events run(Class<?> tests, String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(tests, method))
                .execute()
                .testEvents();
    }

    private static Optional<String> failure(Events events) {
        assertThat(events.started().count()).isPositive();
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .findFirst();
    }
}
