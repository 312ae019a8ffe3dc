package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoParallelismNeeded;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the common pool has one worker, JDK 17 runs asynchronous stages on a thread each. */
@NoParallelismNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class NoParallelismBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("81: completed by B, an asynchronous stage runs in the registrar's A")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#asynchronous")
    void completedByAnother(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        in("A", () -> continuation.register(sources, pools.single(), seen::here));
        elsewhere("B", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("81: already complete, an asynchronous stage runs in the registrar's A")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#asynchronous")
    void alreadyComplete(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        elsewhere("B", () -> continuation.trigger(sources));
        in("A", () -> continuation.register(sources, pools.single(), seen::here));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("81: suppliers, delays and common tasks run in the submitter's")
    @RepeatedTest(3)
    void sources() {
        in("A1", () -> CompletableFuture.supplyAsync(seen::here));
        in("A2", () -> CompletableFuture.runAsync(seen::here));
        in("A3", () -> new CompletableFuture<String>().completeAsync(seen::here));
        in("A4", () -> CompletableFuture.delayedExecutor(1, MILLISECONDS).execute(seen::here));
        in("A5", () -> ForkJoinPool.commonPool().execute(seen::here));
        assertThat(seen.next(5)).containsExactlyInAnyOrder("A1", "A2", "A3", "A4", "A5");
    }

    @DisplayName("81: a task of the common pool that submits others hands its own on, or none")
    @RepeatedTest(3)
    void nested() {
        in(
                "A",
                () -> CompletableFuture.runAsync(() -> {
                    CompletableFuture.runAsync(seen::here);
                    in("", () -> CompletableFuture.runAsync(() -> seen.note("none" + id())));
                    IntStream.range(0, 2).parallel().forEach(i -> seen.here());
                }));
        assertThat(seen.next(4)).containsExactlyInAnyOrder("A", "A", "A", "none");
    }
}
