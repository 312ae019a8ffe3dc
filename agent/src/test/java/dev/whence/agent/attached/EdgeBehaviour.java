package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.apart;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.Vocabulary.Action;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import dev.whence.context.Handoff;
import dev.whence.context.Propagation;
import dev.whence.context.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sees that something was cancelled, failed or took too long comes after what has caused that, and nothing else. */
@SuppressWarnings("FutureReturnValueIgnored")
class EdgeBehaviour {
    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int THIRD = 2;

    @AutoClose
    private final Pools pools = new Pools();

    private CausalLog log;

    @BeforeEach
    void beginLog(@TempDir Path folder) {
        log = new CausalLog(folder.resolve("log.json"));
    }

    /** Sees the outcome of a future, and then runs some code. */
    private interface Observer {
        void observe(CompletableFuture<String> future, Runnable code);
    }

    static Stream<Arguments> observers() {
        return Stream.of(
                observer("join", (future, code) -> {
                    ignoringFailure(future::join);
                    code.run();
                }),
                observer("get", (future, code) -> {
                    ignoringFailure(future::get);
                    code.run();
                }),
                observer("get in time", (future, code) -> {
                    ignoringFailure(() -> future.get(SECONDS, TimeUnit.SECONDS));
                    code.run();
                }),
                observer(
                        "exceptionally",
                        (future, code) -> future.exceptionally(failure -> {
                            code.run();
                            return "";
                        })),
                observer(
                        "handle",
                        (future, code) -> future.handle((result, failure) -> {
                            code.run();
                            return "";
                        })),
                observer("whenComplete", (future, code) -> future.whenComplete((result, failure) -> code.run())),
                observer("whenComplete of a dependent", (future, code) -> future.thenApply(String::trim)
                        .whenComplete((result, failure) -> code.run())));
    }

    static Stream<Arguments> observersOfResults() {
        return observers()
                .filter(observer -> !((ArgumentSet) observer).getName().equals("exceptionally"));
    }

    /** Waits for a future that may be completed in any way. */
    private static void ignoringFailure(Action waiting) {
        try {
            waiting.run();
        } catch (Exception e) {
            // It is one of the ways.
        }
    }

    private static Arguments observer(String name, Observer observer) {
        return argumentSet(name, observer);
    }

    @DisplayName("who sees afterwards that a future was cancelled comes after who has cancelled it")
    @ParameterizedTest
    @MethodSource("observers")
    void cancelled(Observer observer) throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        apart("A", () -> {
            log.write(FIRST);
            future.cancel(true);
        });
        apart("B", () -> observer.observe(future, () -> log.write(SECOND)));
        assertThat(viaFirst()).isEqualTo("join");
    }

    @DisplayName("so does who waits for it, and what was registered before")
    @ParameterizedTest
    @MethodSource("observers")
    void cancelledLater(Observer observer) throws Exception {
        assertAfterWhoCompletes(observer, future -> future.cancel(true));
    }

    @DisplayName("who sees that a future has timed out comes after who has set the timeout")
    @ParameterizedTest
    @MethodSource("observers")
    void timedOut(Observer observer) throws Exception {
        assertAfterWhoCompletes(observer, future -> future.orTimeout(1, MILLISECONDS));
    }

    @DisplayName("the same if the timeout completes it")
    @ParameterizedTest
    @MethodSource("observersOfResults")
    void completedByTimeout(Observer observer) throws Exception {
        assertAfterWhoCompletes(observer, future -> future.completeOnTimeout("late", 1, MILLISECONDS));
    }

    /** The observer comes first. It must not have seen the future before its completer has logged. */
    private void assertAfterWhoCompletes(Observer observer, Consumer<CompletableFuture<String>> completer)
            throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        CountDownLatch seen = new CountDownLatch(1);
        new Thread(() -> observer.observe(future, () -> {
                    log.write(SECOND);
                    seen.countDown();
                }))
                .start();
        apart("A", () -> {
            log.write(FIRST);
            completer.accept(future);
        });
        assertThat(seen.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(viaFirst()).isIn("join", "complete");
    }

    @NoAgentNeeded
    @DisplayName("who has set a timeout that was not needed does not come before who sees the result")
    @Test
    void timeoutInVain() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        apart("A", () -> {
            log.write(FIRST);
            future.orTimeout(1, HOURS);
        });
        apart("C", () -> future.complete("in time"));
        apart("B", () -> {
            future.join();
            log.write(SECOND);
        });
        assertThat(viaFirst()).isEmpty();
    }

    @DisplayName("who gets a cancelled task of an executor comes after who has cancelled it")
    @Test
    void cancelledInQueue() throws Exception {
        Gate gate = new Gate();
        assertCancelled(pools.held(gate).submit(() -> {}));
        gate.open();
    }

    @DisplayName("the same for a future that nobody has submitted")
    @Test
    void cancelledUnsubmitted() throws Exception {
        assertCancelled(new FutureTask<>(() -> ""));
    }

    @DisplayName("the same for a scheduled task")
    @Test
    void cancelledDelay() throws Exception {
        assertCancelled(pools.scheduled().schedule(() -> "", 1, HOURS));
    }

    @DisplayName("the same for a task of a fork/join pool")
    @Test
    void cancelledForkJoinTask() throws Exception {
        Gate gate = new Gate();
        Gate running = new Gate();
        ForkJoinTask<?> task = pools.forkJoin().submit(() -> {
            running.open();
            gate.pass();
            log.write(THIRD);
        });
        running.pass();
        assertCancelled(task);
        gate.open();
    }

    private void assertCancelled(Future<?> future) throws Exception {
        apart("A", () -> {
            log.write(FIRST);
            assertThat(future.cancel(false)).isTrue();
        });
        apart("B", () -> {
            assertThat(catchThrowable(future::get)).isInstanceOf(CancellationException.class);
            log.write(SECOND);
        });
        assertThat(viaFirst()).isEqualTo("join");
    }

    @DisplayName(
            "who gets a task that was cancelled while it ran comes after who has cancelled it, and not after the run")
    @Test
    void cancelledInRun() throws Exception {
        Gate running = new Gate();
        Gate over = new Gate();
        Gate ended = new Gate();
        ExecutorService pool = pools.single();
        Future<?> future = pool.submit(() -> {
            log.write(THIRD);
            running.open();
            over.pass();
        });
        running.pass();
        apart("A", () -> {
            log.write(FIRST);
            future.cancel(false);
            over.open();
        });
        pool.execute(ended::open);
        ended.pass();
        apart("B", () -> {
            ignoringFailure(future::get);
            log.write(SECOND);
        });
        List<Line> lines = log.endByEvent();
        assertThat(lines.get(SECOND).after()).containsExactly(lines.get(FIRST).id());
    }

    @DisplayName("an attempt to cancel that comes too late orders nothing, and the run is still known")
    @Test
    void cancelledTooLate() throws Exception {
        AtomicBoolean isCancelled = new AtomicBoolean();
        FutureTask<String> future = new FutureTask<>(() -> {
            log.write(FIRST);
            return "";
        });
        apart("A", future::run);
        apart("C", () -> {
            log.write(THIRD);
            isCancelled.set(future.cancel(true));
        });
        apart("B", () -> {
            future.get();
            log.write(SECOND);
        });
        assertThat(isCancelled).isFalse();
        List<Line> lines = log.endByEvent();
        assertThat(lines.get(SECOND).after()).containsExactly(lines.get(FIRST).id());
    }

    @DisplayName("who joins a fork/join task that has failed comes after it")
    @Test
    void failedForkJoinTask() throws Exception {
        ForkJoinTask<?> task = pools.forkJoin().submit(() -> {
            log.write(FIRST);
            throw new IllegalStateException("fails");
        });
        apart("B", () -> {
            assertThat(catchThrowable(task::join)).isInstanceOf(IllegalStateException.class);
            log.write(SECOND);
        });
        assertThat(viaFirst()).isEqualTo("join");
    }

    @NoAgentNeeded
    @DisplayName("who resumes a hand-off comes after its capture")
    @Test
    void handoff() throws Exception {
        AtomicReference<Handoff> handoff = new AtomicReference<>();
        apart("A", () -> {
            log.write(FIRST);
            handoff.set(Handoff.capture());
        });
        apart("B", () -> {
            log.write(THIRD);
            try (Scope ignored = handoff.get().resume()) {
                log.write(SECOND);
            }
        });
        List<Line> lines = log.endByEvent();
        assertThat(lines.get(SECOND).after()).containsExactly(lines.get(FIRST).id());
        assertThat(lines.get(SECOND).via()).containsExactly("resume");
    }

    @TrustNeeded
    @DisplayName(
            "who handles a message comes after what its sender had logged, and who gets a response after the responder")
    @Test
    void message() throws Exception {
        Map<String, String> message = Map.of(Propagation.CAUSAL_HEADER, "0640000000000000;deadbeef-7:3");
        try (Scope ignored = Propagation.extract(message, Map::get).resume()) {
            log.write(FIRST);
        }
        Propagation.extractEdge(message, Map::get);
        log.write(SECOND);
        List<Line> lines = log.endByEvent();
        assertThat(lines.get(FIRST).via("deadbeef-7:3")).isEqualTo("receive");
        assertThat(lines.get(SECOND).via("deadbeef-7:3")).isEqualTo("complete");
    }

    /** Ends the log. Returns how the second event names the first; empty if it does not. */
    private String viaFirst() throws Exception {
        List<Line> lines = log.endByEvent();
        return lines.get(SECOND).via(lines.get(FIRST).id());
    }
}
