package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A virtual thread runs in the correlation of whoever started it, on whatever carrier it goes on. */
@EnabledForJreRange(min = JAVA_21)
@SuppressWarnings("FutureReturnValueIgnored")
class VirtualThreadBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("90, 94: every way to start one")
    @ParameterizedTest
    @MethodSource("starts")
    void start(Consumer<Runnable> start) {
        in("A", () -> start.accept(seen::here));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("90: after a park, unparked by B, it is still A's")
    @ParameterizedTest
    @MethodSource("starts")
    void unparkedByAnother(Consumer<Runnable> start) {
        Gate gate = new Gate();
        in(
                "A",
                () -> start.accept(() -> {
                    seen.here();
                    gate.pass();
                    seen.here();
                }));
        String before = seen.next();
        elsewhere("B", gate::open);
        assertThat(List.of(before, seen.next())).containsExactly("A", "A");
    }

    @DisplayName("34: the same instance, which an executor of the application leaves to a thread, and then runs itself")
    @ParameterizedTest
    @MethodSource("starts")
    void handedOnByAnExecutor(Consumer<Runnable> start) {
        Executor executor = new OwnExecutors.CallerRunsWhenFull(2, start::accept);
        Runnable task = seen::here;
        for (String id : List.of("A", "B", "C", "", "A")) {
            in(id, () -> executor.execute(task));
            assertThat(seen.next()).isEqualTo(id);
        }
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                start("startVirtualThread", Jdk21::startVirtualThread),
                start("Thread.ofVirtual().start", Jdk21::buildVirtualThread),
                start(
                        "factory",
                        body -> Jdk21.virtualThreadFactory().newThread(body).start()),
                start("without inheritable thread locals", body -> Jdk21.virtualThreadWithoutInheritance(body)
                        .start()),
                start("executor", body -> Jdk21.newVirtualThreadPerTaskExecutor()
                        .execute(body)),
                start("platform threads per task", body -> Jdk21.newThreadPerTaskExecutor(Thread::new)
                        .execute(body)));
    }

    private static Arguments start(String name, Consumer<Runnable> start) {
        return Arguments.argumentSet(name, start);
    }

    @DisplayName("95: every way to submit to an executor of virtual threads")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#all")
    void executor(Submission submission) {
        ExecutorService executor = pools.with(Jdk21.newVirtualThreadPerTaskExecutor());
        in("A", () -> submission.submit(executor, seen));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("made under A, started under C, runs in C")
    @Test
    void startBeatsConstruction() {
        Thread thread = in("A", () -> Jdk21.unstartedVirtualThread(seen::here));
        in("C", thread::start);
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("90: parked with a timeout")
    @RepeatedTest(3)
    void timedPark() {
        in(
                "A",
                () -> Jdk21.startVirtualThread(() -> {
                    LockSupport.parkNanos(1_000_000);
                    seen.here();
                }));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("virtual threads started by virtual threads")
    @Test
    void nested() {
        in("A", () -> Jdk21.startVirtualThread(() -> Jdk21.startVirtualThread(seen::here)));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("93: ten thousand at once, each in its own")
    @Test
    void many() {
        Gate gate = new Gate();
        IntStream.range(0, 10_000)
                .forEach(i -> in(
                        "V" + i,
                        () -> Jdk21.startVirtualThread(() -> {
                            gate.pass();
                            seen.note("" + id().equals("V" + i));
                        })));
        gate.open();
        assertThat(seen.next(10_000)).containsOnly("true");
    }

    @NoAgentNeeded
    @DisplayName("91: a virtual thread of none on a carrier that has just run one of A")
    @RepeatedTest(3)
    void carrierIsClean() {
        in("A", () -> Jdk21.startVirtualThread(() -> seen.note("first")));
        seen.next();
        in("", () -> Jdk21.startVirtualThread(seen::here));
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("invokeAll of many")
    @Test
    void invokeAll() throws Exception {
        ExecutorService executor = pools.with(Jdk21.newVirtualThreadPerTaskExecutor());
        List<Callable<String>> tasks = java.util.Collections.nCopies(20, seen::here);
        in("A", () -> executor.invokeAll(tasks));
        assertThat(seen.next(20)).containsOnly("A");
    }
}
