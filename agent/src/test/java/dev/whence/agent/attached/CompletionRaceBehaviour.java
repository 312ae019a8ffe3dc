package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of all that might have completed a future, the log names the one that did, and no other. */
@SuppressWarnings("FutureReturnValueIgnored")
class CompletionRaceBehaviour {
    private static final int WINNER = 1;
    private static final int LOSER = 2;
    private static final int READER = 3;
    private static final int ROUNDS = 3000;

    @AutoClose
    private final Pools pools = new Pools();

    private final ExecutorService reader = pools.single();
    private final Gate loserIsUnderWay = new Gate();
    private final Gate winnerHasWon = new Gate();
    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final CompletableFuture<String> other = new CompletableFuture<>();
    private CausalLog log;

    @BeforeEach
    void beginLog(@TempDir Path folder) {
        log = new CausalLog(folder.resolve("log.json"));
    }

    /** An exception whose text is asked for while a future is about to be completed with it. */
    private static final class Holding extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Runnable meanwhile;

        Holding(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public String getMessage() {
            meanwhile.run();
            return "Held";
        }
    }

    @DisplayName("a completer that another overtakes is not named")
    @Test
    void overtaken() throws Exception {
        CompletableFuture<String> raced = heldByLoser();
        raced.handleAsync(this::read, reader);
        together(() -> source.complete(""), () -> {
            loserIsUnderWay.pass();
            log.write(WINNER);
            raced.complete("");
            winnerHasWon.open();
        });
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    @NoAgentNeeded
    @DisplayName("a completer that another overtakes is not named, even if that one has logged nothing")
    @Test
    void overtakenInSilence() throws Exception {
        CompletableFuture<String> raced = heldByLoser();
        raced.handleAsync(this::read, reader);
        together(() -> source.complete(""), () -> {
            loserIsUnderWay.pass();
            raced.complete("");
            winnerHasWon.open();
        });
        assertThat(namedBy(READER)).isEmpty();
    }

    /** A future that somebody is about to complete who is held until another has done so. */
    private CompletableFuture<String> heldByLoser() {
        return source.thenApply(x -> {
            log.write(LOSER);
            throw new Holding(() -> {
                loserIsUnderWay.open();
                winnerHasWon.pass();
            });
        });
    }

    @DisplayName("a function whose stage is still open when somebody else completes the dependent is not named")
    @Test
    void openStage() throws Exception {
        CompletableFuture<String> raced = source.thenCompose(x -> {
            log.write(LOSER);
            return other;
        });
        raced.handleAsync(this::read, reader);
        together(
                () -> {
                    source.complete("");
                    loserIsUnderWay.open();
                },
                () -> {
                    loserIsUnderWay.pass();
                    log.write(WINNER);
                    raced.cancel(false);
                });
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    @DisplayName("a function whose stage completes the dependent later is named, and so is who completes the stage")
    @Test
    void completedStage() throws Exception {
        source.thenCompose(x -> {
                    log.write(LOSER);
                    return other;
                })
                .handleAsync(this::read, reader);
        together(
                () -> {
                    source.complete("");
                    loserIsUnderWay.open();
                },
                () -> {
                    loserIsUnderWay.pass();
                    log.write(WINNER);
                    other.complete("");
                });
        assertThat(namedBy(READER)).containsExactlyInAnyOrder(WINNER, LOSER);
    }

    @DisplayName("a function that fails instead of yielding a stage is named")
    @Test
    void failedStage() throws Exception {
        source.<String>thenCompose(x -> {
                    log.write(WINNER);
                    throw new IllegalStateException();
                })
                .handleAsync(this::read, reader);
        together(() -> source.complete(""));
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    @DisplayName("a source whose continuation still waits for its executor is not named")
    @Test
    void waitingContinuation() throws Exception {
        CompletableFuture<String> raced = source.exceptionallyAsync(Throwable::toString, task -> {});
        raced.handleAsync(this::read, reader);
        together(
                () -> {
                    log.write(LOSER);
                    source.complete("");
                    loserIsUnderWay.open();
                },
                () -> {
                    loserIsUnderWay.pass();
                    log.write(WINNER);
                    raced.complete("");
                });
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    @DisplayName("of two sources that are complete, an either names the one whose result it takes")
    @Test
    void bothComplete() throws Exception {
        Queue<Runnable> tasks = new ArrayDeque<>();
        source.acceptEitherAsync(other, this::read, tasks::add);
        completeBoth(() -> other.complete("the second"), () -> source.complete("the first"), tasks);
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    @DisplayName("of two sources that failed, an either names the one whose failure it passes on")
    @Test
    void bothFailed() throws Exception {
        Queue<Runnable> tasks = new ArrayDeque<>();
        source.acceptEitherAsync(other, x -> {}, tasks::add).handleAsync(this::read, reader);
        Exception failure = new Exception();
        completeBoth(() -> other.completeExceptionally(failure), () -> source.completeExceptionally(failure), tasks);
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    private void completeBoth(Runnable second, Runnable first, Queue<Runnable> tasks) throws Exception {
        together(
                () -> {
                    log.write(LOSER);
                    second.run();
                    loserIsUnderWay.open();
                },
                () -> {
                    loserIsUnderWay.pass();
                    log.write(WINNER);
                    first.run();
                    winnerHasWon.open();
                },
                () -> {
                    winnerHasWon.pass();
                    tasks.remove().run();
                });
    }

    @DisplayName("anyOf names the source that it found complete, not one that completes before it returns")
    @Test
    void anyOfReturns() throws Exception {
        Gate found = new Gate();
        together(
                () -> {
                    log.write(WINNER);
                    other.completeExceptionally(new Holding(() -> {
                        found.open();
                        loserIsUnderWay.pass();
                    }));
                    winnerHasWon.open();
                },
                () -> {
                    found.pass();
                    log.write(LOSER);
                    source.complete("");
                    loserIsUnderWay.open();
                },
                () -> {
                    winnerHasWon.pass();
                    CompletableFuture.anyOf(source, other).handleAsync(this::read, reader);
                });
        assertThat(namedBy(READER)).containsExactly(WINNER);
    }

    /** Something that one of two threads completes, with the number of its last event. */
    private record Race(String name, Supplier<Entry> entry) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** One round: what each of the two threads completes, and what is complete then. */
    private record Entry(
            CompletableFuture<Object> one, CompletableFuture<Object> two, CompletableFuture<Object> result) {
        static Entry of(
                BiFunction<CompletableFuture<Object>, CompletableFuture<Object>, CompletableFuture<Object>> result) {
            CompletableFuture<Object> one = new CompletableFuture<>();
            CompletableFuture<Object> two = new CompletableFuture<>();
            return new Entry(one, two, result.apply(one, two));
        }

        static Entry ofOne() {
            CompletableFuture<Object> one = new CompletableFuture<>();
            return new Entry(one, one, one);
        }
    }

    static Stream<Race> races() {
        return Stream.of(
                new Race("complete", Entry::ofOne),
                new Race("applyToEither", () -> Entry.of((one, two) -> one.applyToEither(two, x -> x))),
                new Race(
                        "applyToEither of continuations",
                        () -> Entry.of(
                                (one, two) -> one.thenApply(x -> x).applyToEither(two.thenApply(x -> x), x -> x))),
                new Race("anyOf", () -> Entry.of(CompletableFuture::anyOf)),
                new Race(
                        "exceptionally of anyOf",
                        () -> Entry.of(
                                (one, two) -> CompletableFuture.anyOf(one, two).exceptionally(x -> x))));
    }

    @DisplayName("of two that race, the winner is named")
    @ParameterizedTest
    @MethodSource("races")
    void race(Race race) throws Exception {
        List<Entry> entries = Stream.generate(race.entry).limit(ROUNDS).toList();
        Object[] winners = new Object[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            entries.get(round)
                    .result()
                    .thenAcceptAsync(
                            winner -> {
                                winners[number] = winner;
                                log.write(READER + 3 * number);
                            },
                            reader);
        }
        Phaser rounds = new Phaser(2);
        together(
                () -> completeAll(entries.stream().map(Entry::one), WINNER, rounds),
                () -> completeAll(entries.stream().map(Entry::two), LOSER, rounds));
        Map<Integer, List<Integer>> named = named();
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(named.get(READER + 3 * round)).as("round %d", round).isEqualTo(List.of(winners[round]));
        }
    }

    private void completeAll(Stream<CompletableFuture<Object>> futures, int firstEvent, Phaser rounds) {
        int event = firstEvent;
        for (CompletableFuture<Object> future : futures.toList()) {
            log.write(event);
            rounds.arriveAndAwaitAdvance();
            future.complete(event);
            event += 3;
        }
    }

    private Void read(Object result, Throwable failure) {
        log.write(READER);
        return null;
    }

    private void read(Object result) {
        assertThat(result).isEqualTo("the first");
        log.write(READER);
    }

    private List<Integer> namedBy(int event) throws Exception {
        return named().get(event);
    }

    /** For each event those that its line names. */
    private Map<Integer, List<Integer>> named() throws Exception {
        reader.shutdown();
        assertThat(reader.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
        List<Line> lines = log.end();
        Map<String, Integer> events = lines.stream().collect(Collectors.toMap(Line::id, Line::event));
        return lines.stream().collect(Collectors.toMap(Line::event, line -> line.predecessors().stream()
                .map(events::get)
                .toList()));
    }

    /** Runs actions on threads of their own, all of which start before anything is logged, and waits for all. */
    private static void together(Vocabulary.Action... actions) throws Exception {
        CountDownLatch running = new CountDownLatch(actions.length);
        Gate start = new Gate();
        for (Vocabulary.Action action : actions) {
            new Thread(() -> {
                        start.pass();
                        try {
                            action.run();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        running.countDown();
                    })
                    .start();
        }
        start.open();
        assertThat(running.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
