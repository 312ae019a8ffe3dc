package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A continuation runs in the correlation of whoever registered it. */
@SuppressWarnings("FutureReturnValueIgnored")
class CompletableFutureBehaviour {
    private static final String ALL = "dev.whence.agent.attached.Continuation#all";
    private static final String SYNCHRONOUS = "dev.whence.agent.attached.Continuation#synchronous";
    private static final String ASYNCHRONOUS = "dev.whence.agent.attached.Continuation#asynchronous";

    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    private final CompletableFuture<String> future = new CompletableFuture<>();

    @DisplayName("1, 4, 9, 10, 12: completed by B, runs in the registrar's A")
    @ParameterizedTest
    @MethodSource(ALL)
    void completedByAnother(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        register("A", continuation, sources);
        elsewhere("B", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("2: completed by a thread without a correlation, runs in the registrar's A")
    @ParameterizedTest
    @MethodSource(ALL)
    void completedByNone(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        register("A", continuation, sources);
        elsewhere("", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("59: a registrar without a correlation means none, not the completer's")
    @ParameterizedTest
    @MethodSource(SYNCHRONOUS)
    void registeredByNone(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        register("", continuation, sources);
        elsewhere("B", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("59: a registrar without a correlation means none, also in a pool")
    @ParameterizedTest
    @MethodSource(ASYNCHRONOUS)
    void registeredByNoneInAPool(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        register("", continuation, sources);
        elsewhere("B", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("3: already complete, runs in the registrar's A in a pool")
    @ParameterizedTest
    @MethodSource(ASYNCHRONOUS)
    void alreadyComplete(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        elsewhere("B", () -> continuation.trigger(sources));
        register("A", continuation, sources);
        assertThat(seen.next()).isEqualTo("A");
    }

    @NoAgentNeeded
    @DisplayName("3: already complete, runs in the registrar itself")
    @ParameterizedTest
    @MethodSource(SYNCHRONOUS)
    void alreadyCompleteInline(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        elsewhere("B", () -> continuation.trigger(sources));
        register("A", continuation, sources);
        assertThat(seen.soFar()).containsExactly("A");
    }

    private void register(String registrar, Continuation continuation, Continuation.Sources sources) {
        Executor pool = pools.single();
        in(registrar, () -> continuation.register(sources, pool, seen::here));
    }

    @DisplayName("17, 18, 19: every kind of stage keeps the registrar's")
    @ParameterizedTest
    @MethodSource
    void kindsOfStages(CompletableFuture<String> source, CompletionStage<String> stage) {
        in("A", () -> stage.thenApply(value -> seen.here()));
        elsewhere("B", () -> source.complete("value"));
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<Arguments> kindsOfStages() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> incomplete = source.newIncompleteFuture();
        CompletableFuture<String> subclass = new Subclass<>();
        CompletableFuture<String> incompleteOfSubclass = subclass.newIncompleteFuture();
        CompletableFuture<String> minimal = new CompletableFuture<>();
        return Stream.of(
                argumentSet("minimal stage", source, source.minimalCompletionStage()),
                argumentSet(
                        "future of a minimal stage",
                        minimal,
                        minimal.minimalCompletionStage().toCompletableFuture()),
                argumentSet("new incomplete future", incomplete, incomplete),
                argumentSet("subclass", subclass, subclass),
                argumentSet("copy of a subclass", incompleteOfSubclass, incompleteOfSubclass.copy()));
    }

    /** As libraries have them. */
    private static final class Subclass<T> extends CompletableFuture<T> {
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Subclass<>();
        }

        @Override
        public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> function) {
            return super.thenApply(function);
        }
    }

    @DisplayName("17: stages that are complete from the beginning")
    @ParameterizedTest
    @MethodSource
    void completeFromTheBeginning(CompletionStage<String> stage) {
        in("A", () -> stage.handleAsync((value, failure) -> seen.here(), pools.single()));
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<Arguments> completeFromTheBeginning() {
        Exception failure = new IllegalStateException("from the beginning");
        return Stream.of(
                argumentSet("completedFuture", CompletableFuture.completedFuture("value")),
                argumentSet("completedStage", CompletableFuture.completedStage("value")),
                argumentSet("failedFuture", CompletableFuture.failedFuture(failure)),
                argumentSet("failedStage", CompletableFuture.failedStage(failure)));
    }

    @DisplayName("18: copies and the futures of stages pass on, and their dependents have their registrar's")
    @ParameterizedTest
    @MethodSource
    void relays(Function<CompletableFuture<String>, CompletionStage<String>> relay) {
        CompletionStage<String> relayed = in("R", () -> relay.apply(future));
        in("A", () -> relayed.thenAccept(value -> seen.note(value + " " + id())));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next()).isEqualTo("value A");
    }

    static Stream<Arguments> relays() {
        return Stream.of(
                relay("copy", CompletableFuture::copy),
                relay("minimalCompletionStage", CompletableFuture::minimalCompletionStage),
                relay("toCompletableFuture", CompletableFuture::toCompletableFuture),
                relay("future of a minimal stage", f -> f.minimalCompletionStage()
                        .toCompletableFuture()),
                relay("copy of a copy", f -> f.copy().copy()));
    }

    private static Arguments relay(String name, Function<CompletableFuture<String>, CompletionStage<String>> relay) {
        return argumentSet(name, relay);
    }

    @DisplayName("5: each registrant of a shared future has its own")
    @Test
    void sharedFuture() {
        for (String registrar : List.of("A", "C", "D")) {
            in(registrar, () -> future.thenAccept(value -> seen.note(registrar + " saw " + id())));
        }
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next(3)).containsExactlyInAnyOrder("A saw A", "C saw C", "D saw D");
    }

    @DisplayName("27: the same function registered under A and under C runs once in each")
    @Test
    void sameFunctionTwice() {
        Function<String, String> function = value -> seen.here();
        in("A", () -> future.thenApply(function));
        in("C", () -> future.thenApply(function));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "C");
    }

    @NoAgentNeeded
    @DisplayName("6: after complete() the completer's own is back")
    @Test
    void completersOwnIsBack() {
        in("A", () -> future.thenApply(value -> seen.here()));
        String after = elsewhere("B", () -> {
            future.complete("value");
            return id();
        });
        assertThat(after).isEqualTo("B");
    }

    @NoAgentNeeded
    @DisplayName("6: after complete() the completer's own is back, also if a dependent threw")
    @Test
    void completersOwnIsBackAfterThrow() {
        in("A", () -> future.thenApply(value -> fail(new IllegalStateException("dependent"))));
        String after = elsewhere("B", () -> {
            future.complete("value");
            return id();
        });
        assertThat(after).isEqualTo("B");
    }

    @DisplayName("6, 23: a dependent that completes another future has its own back afterwards")
    @Test
    void nestedCompletion() {
        CompletableFuture<String> inner = new CompletableFuture<>();
        in("C", () -> inner.thenAccept(value -> seen.note("inner " + id())));
        in(
                "A",
                () -> future.thenAccept(value -> {
                    seen.note("before " + id());
                    inner.complete(value);
                    seen.note("after " + id());
                }));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next(3)).containsExactly("before A", "inner C", "after A");
    }

    /** The winner is held in one dependent, while the loser, who finds the future complete, runs the other. */
    @DisplayName("23: who loses the race to complete runs a dependent in its registrar's, and has its own back")
    @Test
    void loserRunsADependent() {
        Gate winnerIsBusy = new Gate();
        Gate loserIsDone = new Gate();
        in("A", () -> future.thenAccept(value -> seen.note(value + " " + id())));
        in(
                "C",
                () -> future.thenAccept(value -> {
                    winnerIsBusy.open();
                    loserIsDone.pass();
                    seen.note("held " + id());
                }));
        in("W", () -> new Thread(() -> future.complete("winner's")).start());
        winnerIsBusy.pass();
        elsewhere("L", () -> {
            seen.note("won " + future.complete("loser's"));
            seen.note("own " + id());
        });
        loserIsDone.open();
        assertThat(seen.next(4)).containsExactly("winner's A", "won false", "own L", "held C");
    }

    @DisplayName("7: after thenCompose of a complete or failed future the next stage has its registrar's")
    @ParameterizedTest
    @MethodSource
    void composeComplete(CompletableFuture<String> inner) {
        in("A", () -> future.thenCompose(value -> inner).handle((value, failure) -> seen.here()));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<CompletableFuture<String>> composeComplete() {
        return Stream.of(
                CompletableFuture.completedFuture("inner"),
                CompletableFuture.failedFuture(new IllegalStateException("inner")));
    }

    @DisplayName("7: after thenCompose of a foreign future the next stage has its registrar's")
    @RepeatedTest(5)
    void composeForeign() {
        CompletableFuture<String> foreign = new CompletableFuture<>();
        in("A", () -> future.thenCompose(value -> {
                    seen.note("function " + id());
                    return foreign;
                })
                .thenAccept(value -> seen.note("next " + id())));
        elsewhere("B", () -> future.complete("value"));
        elsewhere("C", () -> foreign.complete("foreign"));
        assertThat(seen.next(2)).containsExactly("function A", "next A");
    }

    @DisplayName("11: allOf, in every order of completion")
    @ParameterizedTest
    @MethodSource("orders")
    void allOf(List<Integer> order) {
        List<CompletableFuture<String>> sources = threeFutures();
        in("A", () -> CompletableFuture.allOf(sources.toArray(CompletableFuture[]::new))
                .thenRun(seen::here));
        for (int i : order) {
            elsewhere("B" + i, () -> sources.get(i).complete("value"));
        }
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("11: anyOf, whoever wins")
    @ParameterizedTest
    @MethodSource("orders")
    void anyOf(List<Integer> order) {
        List<CompletableFuture<String>> sources = threeFutures();
        in("A", () -> CompletableFuture.anyOf(sources.toArray(CompletableFuture[]::new))
                .thenRun(seen::here));
        for (int i : order) {
            elsewhere("B" + i, () -> sources.get(i).complete("value"));
        }
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<List<Integer>> orders() {
        return Stream.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0));
    }

    private static List<CompletableFuture<String>> threeFutures() {
        return List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
    }

    @NoAgentNeeded
    @DisplayName("11: allOf and anyOf of completed futures run their dependents in the registrar")
    @Test
    void allOfCompleted() {
        CompletableFuture<String> done = CompletableFuture.completedFuture("value");
        in("A", () -> CompletableFuture.allOf(done, done).thenRun(seen::here));
        in("C", () -> CompletableFuture.anyOf(done, future).thenRun(seen::here));
        assertThat(seen.soFar()).containsExactly("A", "C");
    }

    @DisplayName("13: dependents of orTimeout")
    @Test
    void orTimeout() {
        in("A", () -> future.handle((value, failure) -> seen.here()));
        elsewhere("B", () -> future.orTimeout(1, MILLISECONDS));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("14: dependents of completeOnTimeout")
    @Test
    void completeOnTimeout() {
        in("A", () -> future.thenApply(value -> seen.here()));
        elsewhere("B", () -> future.completeOnTimeout("late", 1, MILLISECONDS));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("15: delayedExecutor under runAsync")
    @Test
    void delayedExecutor() {
        in("A", () -> CompletableFuture.runAsync(seen::here, CompletableFuture.delayedExecutor(1, MILLISECONDS)));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("15: delayedExecutor called as an executor, over the common and over an own pool")
    @Test
    void delayedExecutorRaw() {
        Executor common = in("B", () -> CompletableFuture.delayedExecutor(1, MILLISECONDS));
        Executor own = in("B", () -> CompletableFuture.delayedExecutor(1, MILLISECONDS, pools.single()));
        in("A", () -> common.execute(seen::here));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> own.execute(seen::here));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("4: supplyAsync and runAsync, in the common and in an own pool")
    @RepeatedTest(5)
    void asyncSources() {
        Executor pool = pools.single();
        in("A1", () -> CompletableFuture.supplyAsync(seen::here));
        in("A2", () -> CompletableFuture.supplyAsync(seen::here, pool));
        in("A3", () -> CompletableFuture.runAsync(seen::here));
        in("A4", () -> CompletableFuture.runAsync(seen::here, pool));
        assertThat(seen.next(4)).containsExactlyInAnyOrder("A1", "A2", "A3", "A4");
    }

    @DisplayName("16: completeAsync, in the common and in an own pool")
    @Test
    void completeAsync() {
        in("A", () -> future.completeAsync(seen::here));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> new CompletableFuture<String>().completeAsync(seen::here, pools.single()));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("21: cancel() runs dependents in their registrar's")
    @Test
    void cancel() {
        in("A", () -> future.whenComplete((value, failure) -> seen.here()));
        elsewhere("B", () -> future.cancel(true));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("22: obtrudeValue runs nothing again")
    @Test
    void obtrude() {
        in("A", () -> future.thenApply(value -> seen.here()));
        elsewhere("B", () -> future.complete("value"));
        elsewhere("C", () -> future.obtrudeValue("other"));
        assertThat(seen.soFar()).containsExactly("A");
    }

    @DisplayName("12: a throwing stage does not disturb the next one's")
    @Test
    void afterAFailedStage() {
        CompletableFuture<String> failing =
                in("A", () -> future.thenApply(value -> fail(new IllegalStateException("stage"))));
        in("C", () -> failing.handle((value, failure) -> seen.here()));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("20: a stage of another class runs its code in whoever completes it, unless that is wrapped")
    @Test
    void foreignStage() {
        ForeignStage stage = new ForeignStage();
        in("A", () -> stage.register(seen::here));
        in("A", () -> stage.register(Correlation.current().wrap((Runnable) seen::here)));
        in("C", stage::complete);
        assertThat(seen.soFar()).containsExactly("C", "A");
    }

    /** What libraries have in the place of the JDK's futures: callbacks in a list. */
    private static final class ForeignStage {
        private final List<Runnable> callbacks = new ArrayList<>();

        void register(Runnable callback) {
            callbacks.add(callback);
        }

        void complete() {
            callbacks.forEach(Runnable::run);
        }
    }

    @DisplayName("27, 28: one object that is many functions, each registration of which runs in its own")
    @Test
    void manyFunctionsInOne() {
        Everything object = new Everything(seen);
        in("A", () -> future.thenApply(object));
        in("C", () -> future.thenAccept(object));
        in("D", () -> future.thenRun(object));
        in("E", () -> CompletableFuture.supplyAsync(object, pools.single()));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next(4)).containsExactlyInAnyOrder("apply A", "accept C", "run D", "get E");
    }

    private record Everything(Seen seen)
            implements Function<String, String>, Consumer<String>, Runnable, Supplier<String> {
        @Override
        public String apply(String value) {
            return seen.note("apply " + id());
        }

        @Override
        public void accept(String value) {
            seen.note("accept " + id());
        }

        @Override
        public void run() {
            seen.note("run " + id());
        }

        @Override
        public String get() {
            return seen.note("get " + id());
        }
    }

    @DisplayName("28: code that is wrapped already keeps its own, and the rest its registrar's")
    @Test
    void wrappedByHand() {
        Function<String, String> wrapped = in("W", () -> Correlation.current().wrapFunction(value -> seen.here()));
        in("A", () -> future.thenApply(wrapped));
        elsewhere("B", () -> future.complete("value"));
        assertThat(seen.next()).isEqualTo("W");
    }

    @NoAgentNeeded
    @DisplayName("31: completed by the registrar itself")
    @Test
    void completedByTheRegistrar() {
        in("A", () -> {
            future.thenApply(value -> seen.here());
            future.complete("value");
            seen.here();
        });
        assertThat(seen.soFar()).containsExactly("A", "A");
    }

    @DisplayName("25: a chain of 100 000 stages runs to its end, in the registrar's")
    @Test
    void longChain() {
        CompletableFuture<String> last = in("A", () -> {
            CompletableFuture<String> stage = future;
            for (int i = 0; i < 100_000; i++) {
                stage = stage.thenApply(Function.identity());
            }
            return stage.thenApply(value -> seen.here());
        });
        elsewhere("B", () -> future.complete("value"));
        assertThat(last).isCompletedWithValue("A");
    }

    @NoAgentNeeded
    @DisplayName("26: a future that is never completed is garbage as soon as nobody holds it")
    @Test
    void abandoned() {
        WeakReference<Object> held = new WeakReference<>(registerAndForget());
        await().until(() -> {
            System.gc();
            return held.get() == null;
        });
    }

    private static Object registerAndForget() {
        Object held = new Object();
        in("A", () -> new CompletableFuture<String>().thenApply(value -> held.toString()));
        return held;
    }

    @NoAgentNeeded
    @DisplayName("29: an executor still recognises the tasks of CompletableFuture")
    @Test
    void asynchronousCompletionTask() {
        Executor executor = task -> {
            seen.note("" + (task instanceof CompletableFuture.AsynchronousCompletionTask));
            task.run();
        };
        in("A", () -> future.thenRunAsync(() -> {}, executor));
        future.complete("value");
        in("A", () -> CompletableFuture.runAsync(() -> {}, executor));
        assertThat(seen.next(2)).containsExactly("true", "true");
    }

    @NoAgentNeeded
    @DisplayName("30: toString() and the number of dependents are as ever")
    @Test
    void toStringAndDependents() {
        in("A", () -> future.thenApply(value -> seen.here()));
        assertThat(future.getNumberOfDependents()).isEqualTo(1);
        assertThat(future.toString()).endsWith("[Not completed, 1 dependents]");
    }

    @NoAgentNeeded
    @DisplayName("12: the exception of a stage stays the identical one, with nothing added")
    @Test
    void exceptionIdentity() {
        IllegalStateException thrown = new IllegalStateException("stage");
        CompletableFuture<String> failing = in("A", () -> future.thenApply(value -> fail(thrown)));
        elsewhere("B", () -> future.complete("value"));
        Throwable caught = catchThrowable(failing::join);
        assertThat(caught).isExactlyInstanceOf(CompletionException.class).hasNoSuppressedExceptions();
        assertThat(caught.getCause()).isSameAs(thrown).hasNoSuppressedExceptions();
    }

    private static String fail(RuntimeException failure) {
        throw failure;
    }
}
