package dev.whence.agent.attached;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whence.agent.attached.harness.AotCache;
import dev.whence.agent.attached.harness.Arrival;
import dev.whence.agent.attached.harness.BehaviourRun;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.attached.harness.Neighbour;
import dev.whence.agent.attached.harness.Outcome;
import dev.whence.agent.attached.harness.StartMode;
import dev.whence.agent.attached.harness.TestGroup;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.AssertionFailedError;

/** Runs the behaviour tests on every JDK, and shows each of them as a test of its own. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class AttachedIT {
    /** The tag of what runs only with Maven's profile of that name. */
    private static final String FULL = "full";

    @TestFactory
    Stream<DynamicContainer> withAgent() {
        return withAgent(EnumSet.of(TestGroup.PLAIN));
    }

    /** Those that need an option, beside the others. */
    @TestFactory
    Stream<DynamicContainer> withOptions() {
        return withAgent(EnumSet.complementOf(EnumSet.of(TestGroup.PLAIN)));
    }

    private static Stream<DynamicContainer> withAgent(Set<TestGroup> groups) {
        return Jdks.toTest().stream()
                .map(jdk -> new BehaviourRun(jdk, true, StartMode.ofAllTests()).only(groups))
                .map(run -> tests(run, AttachedIT::mustPass));
    }

    /** A part of them beside OpenTelemetry's own agent; all of them with the system property {@code whence.with}. */
    @Tag(FULL)
    @TestFactory
    Stream<DynamicContainer> besideOpenTelemetry() {
        String part = System.getProperty("whence.tests", "OpenTelemetry.*|Mdc");
        return Jdks.toTest().stream()
                .map(jdk -> new BehaviourRun(jdk, true, orderFor(jdk), part))
                .map(run -> tests(run, AttachedIT::mustPass));
    }

    /** A part of them beside other agents, which come before or after ours, on one JDK each. */
    @Tag(FULL)
    @TestFactory
    Stream<DynamicContainer> besideOthers() {
        String part = System.getProperty("whence.tests", "CausalOrder|Invisibility|Mock|Retransformation");
        List<String> others = List.of("jacoco-before", "shapes+mockito-before", "shapes+mockito-after");
        return IntStream.range(0, others.size())
                .mapToObj(i -> new BehaviourRun(Jdks.inTurn(i), true, Neighbour.named(others.get(i)), part))
                .map(run -> tests(run, AttachedIT::mustPass));
    }

    /** Both orders, one on each JDK in turn. */
    private static Neighbour orderFor(Jdk jdk) {
        return Neighbour.named(List.copyOf(Jdks.toTest()).indexOf(jdk) % 2 == 0 ? "otel-before" : "otel-after");
    }

    /** A part of them attached when all that is woven is loaded and was used; all with {@code whence.with}. */
    @Tag(FULL)
    @TestFactory
    Stream<DynamicContainer> attachedLate() {
        String part = System.getProperty(
                "whence.tests",
                "Executor|Own.*|Library.*|Comple.*|ForkJoin|Scheduled|Timer|Thread|Mdc|Release|Queue.*|Publisher|Guava|Scala.*|Netty.*|HttpC.*");
        return Jdks.toTest().stream()
                .map(jdk -> new BehaviourRun(jdk, true, Arrival.LATE, part))
                .map(run -> tests(run, AttachedIT::mustPass));
    }

    /** A part of them with an AOT cache, where the JDK has that; all of them with the system property {@code whence.with}. */
    @Tag(FULL)
    @TestFactory
    Stream<DynamicContainer> trained() {
        String part = System.getProperty("whence.tests", "Executor|Comple.*|ForkJoin|Scheduled|Timer|Thread|Mdc");
        return Jdks.toTest().stream()
                .filter(jdk -> jdk.feature() >= AotCache.SINCE)
                .map(jdk -> new BehaviourRun(jdk, true, Arrival.TRAINED, part))
                .map(run -> tests(run, AttachedIT::mustPass));
    }

    /** Proves that the tests can fail: those that need the agent do so without it. The newest JDK has all tests. */
    @Tag(FULL)
    @TestFactory
    Stream<DynamicContainer> withoutAgent() {
        BehaviourRun run = new BehaviourRun(Jdks.newest(), false, Neighbour.NONE);
        return Stream.of(tests(run, AttachedIT::mustPassJustIfNoAgentNeeded));
    }

    private static DynamicContainer tests(BehaviourRun run, Consumer<Outcome> check) {
        Map<String, List<DynamicNode>> byClass = run.outcomes().stream()
                .collect(groupingBy(
                        Outcome::className, TreeMap::new, mapping(outcome -> test(run, outcome, check), toList())));
        return dynamicContainer(
                run.toString(),
                byClass.entrySet().stream().map(group -> dynamicContainer(group.getKey(), group.getValue())));
    }

    private static DynamicNode test(BehaviourRun run, Outcome outcome, Consumer<Outcome> check) {
        return dynamicTest(outcome.testName(), () -> {
            try {
                check.accept(outcome);
            } catch (AssertionError e) {
                // Reports of dynamic tests leave out the names of the containers.
                throw new AssertionFailedError(
                        run + ", " + outcome.className() + ", " + outcome.testName() + ": " + e.getMessage());
            }
        });
    }

    private static void mustPass(Outcome outcome) {
        skipIfSkipped(outcome);
        assertThat(outcome.text()).isEmpty();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.PASSED);
    }

    private static void mustPassJustIfNoAgentNeeded(Outcome outcome) {
        skipIfSkipped(outcome);
        if (!outcome.needsAgent()) {
            mustPass(outcome);
        } else {
            assertThat(outcome.status())
                    .as("It passed without the agent: mark it @NoAgentNeeded if it tests what the agent leaves alone")
                    .isEqualTo(Outcome.Status.FAILED);
        }
    }

    private static void skipIfSkipped(Outcome outcome) {
        Assumptions.assumeFalse(outcome.status() == Outcome.Status.SKIPPED, outcome.text());
    }
}
