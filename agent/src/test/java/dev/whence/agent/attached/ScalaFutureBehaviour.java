package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.PartialFunction;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Failure;
import scala.util.Success;

/** A function that is registered with a future of Scala's runs in the correlation of whoever registered it. */
@SuppressWarnings("FutureReturnValueIgnored")
class ScalaFutureBehaviour {
    private static final ExecutionContext PARASITIC = ExecutionContext.parasitic$.MODULE$;

    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    /** A method of a future that takes user code, which runs if the future succeeds, or else if it fails. */
    record Way(String name, boolean ofFailure, Registration registration) {
        interface Registration {
            void register(Future<String> future, ExecutionContext executor, Supplier<String> body);
        }

        static Stream<Way> all() {
            return Stream.of(
                    of("map", (future, executor, body) -> future.map(value -> body.get(), executor)),
                    of(
                            "flatMap",
                            (future, executor, body) ->
                                    future.flatMap(value -> Future.successful(body.get()), executor)),
                    of("foreach", (future, executor, body) -> future.foreach(value -> body.get(), executor)),
                    of("onComplete", (future, executor, body) -> future.onComplete(value -> body.get(), executor)),
                    of(
                            "filter",
                            (future, executor, body) ->
                                    future.filter(value -> !body.get().isEmpty(), executor)),
                    of(
                            "collect",
                            (future, executor, body) ->
                                    future.collect(PartialFunction.fromFunction(value -> body.get()), executor)),
                    of(
                            "transform",
                            (future, executor, body) -> future.transform(value -> new Success<>(body.get()), executor)),
                    of(
                            "transformWith",
                            (future, executor, body) ->
                                    future.transformWith(value -> Future.successful(body.get()), executor)),
                    of(
                            "andThen",
                            (future, executor, body) ->
                                    future.andThen(PartialFunction.fromFunction(value -> body.get()), executor)),
                    of(
                            "zipWith",
                            (future, executor, body) ->
                                    future.zipWith(Future.successful("other"), (value, other) -> body.get(), executor)),
                    of("firstCompletedOf", (future, executor, body) -> firstOf(future, executor)
                            .map(value -> body.get(), executor)),
                    ofFailure(
                            "recover",
                            (future, executor, body) ->
                                    future.recover(PartialFunction.fromFunction(thrown -> body.get()), executor)),
                    ofFailure(
                            "recoverWith",
                            (future, executor, body) -> future.recoverWith(
                                    PartialFunction.fromFunction(thrown -> Future.successful(body.get())), executor)));
        }

        private static Future<String> firstOf(Future<String> future, ExecutionContext executor) {
            List<Future<String>> futures =
                    List.of(future, Promise.<String>apply().future());
            return Future.firstCompletedOf(CollectionConverters.asScala(futures), executor);
        }

        private static Way of(String name, Registration registration) {
            return new Way(name, false, registration);
        }

        private static Way ofFailure(String name, Registration registration) {
            return new Way(name, true, registration);
        }

        void trigger(Promise<String> promise) {
            promise.complete(ofFailure ? new Failure<>(new IllegalStateException("trigger")) : new Success<>("value"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Way.all();
    }

    private List<ExecutionContext> executors() {
        return List.of(PARASITIC, ExecutionContext.global(), ExecutionContext.fromExecutorService(pools.single()));
    }

    @DisplayName(
            "completed by B, or by none, runs in the registrar's A: global, in a pool, and in the completer's thread")
    @ParameterizedTest
    @MethodSource("ways")
    void completedByAnother(Way way) {
        for (ExecutionContext executor : executors()) {
            for (String completer : List.of("B", "")) {
                Promise<String> promise = Promise.apply();
                in("A", () -> way.registration.register(promise.future(), executor, seen::here));
                elsewhere(completer, () -> way.trigger(promise));
                assertThat(seen.next()).as(executor + " by " + completer).isEqualTo("A");
            }
        }
    }

    @DisplayName("a registrar without a correlation means none, not the completer's")
    @ParameterizedTest
    @MethodSource("ways")
    void registeredByNone(Way way) {
        for (ExecutionContext executor : executors()) {
            Promise<String> promise = Promise.apply();
            way.registration.register(promise.future(), executor, seen::here);
            elsewhere("B", () -> way.trigger(promise));
            assertThat(seen.next()).as(executor.toString()).isEmpty();
        }
    }

    @DisplayName("already complete, runs in the registrar's A")
    @ParameterizedTest
    @MethodSource("ways")
    void alreadyComplete(Way way) {
        for (ExecutionContext executor : executors()) {
            Promise<String> promise = Promise.apply();
            elsewhere("B", () -> way.trigger(promise));
            in("A", () -> way.registration.register(promise.future(), executor, seen::here));
            assertThat(seen.next()).as(executor.toString()).isEqualTo("A");
        }
    }

    @NoAgentNeeded
    @DisplayName("already complete, runs in the registrar itself")
    @ParameterizedTest
    @MethodSource("ways")
    void alreadyCompleteInline(Way way) {
        Promise<String> promise = Promise.apply();
        elsewhere("B", () -> way.trigger(promise));
        in("A", () -> way.registration.register(promise.future(), PARASITIC, seen::here));
        assertThat(seen.soFar()).containsExactly("A");
    }

    static Stream<Arguments> pooled() {
        return Stream.of(
                Arguments.argumentSet("global", ExecutionContext.global()),
                Arguments.argumentSet("a thread for each", ExecutionContext.fromExecutor(r -> new Thread(r).start())));
    }

    @DisplayName("the body of a future")
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pooled")
    void body(ExecutionContext executor) {
        in("A", () -> Future.apply(seen::here, executor));
        in("", () -> Future.apply(seen::here, executor));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "");
    }

    @DisplayName(
            "each stage of a chain runs in the correlation of its own registrar, and the completer has its own after")
    @Test
    void chain() {
        Promise<String> promise = Promise.apply();
        Future<String> first = in("A", () -> promise.future().map(value -> seen.here(), PARASITIC));
        Future<String> second = in("C", () -> first.flatMap(value -> inner(), PARASITIC));
        second.map(value -> seen.here(), PARASITIC);
        elsewhere("B", () -> {
            promise.success("value");
            seen.here();
        });
        assertThat(seen.next(4)).containsExactly("A", "C", "", "B");
    }

    private Future<String> inner() {
        return Future.successful(seen.here());
    }

    @DisplayName("a function that throws leaves nothing behind")
    @Test
    void failing() {
        Promise<String> promise = Promise.apply();
        Future<String> failed = in("A", () -> promise.future()
                .map(
                        value -> {
                            throw new IllegalStateException(seen.here());
                        },
                        PARASITIC));
        in("C", () -> failed.onComplete(result -> seen.note(id() + " " + result), PARASITIC));
        elsewhere("B", () -> {
            promise.success("value");
            seen.here();
        });
        assertThat(seen.next(3)).containsExactly("A", "C Failure(java.lang.IllegalStateException: A)", "B");
    }

    @DisplayName("the completer, and the registrar, were before the function")
    @Test
    void edges(@TempDir Path folder) throws Exception {
        for (ExecutionContext executor : executors()) {
            CausalLog log = new CausalLog(folder.resolve(executor.getClass().getName()));
            Promise<String> promise = Promise.apply();
            Gate registered = new Gate();
            Gate logged = new Gate();
            new Thread(() -> in("B", () -> {
                        log.write(1);
                        registered.pass();
                        promise.success("value");
                    }))
                    .start();
            elsewhere("A", () -> {
                log.write(0);
                promise.future()
                        .onComplete(
                                result -> {
                                    log.write(2);
                                    logged.open();
                                    return null;
                                },
                                executor);
            });
            registered.open();
            logged.pass();

            List<Line> lines = log.endByEvent();
            assertThat(lines.get(2).after())
                    .containsExactlyInAnyOrder(lines.get(0).id(), lines.get(1).id());
            assertThat(lines.get(2).via(lines.get(1).id())).isEqualTo("complete");
        }
    }

    @FullStacksNeeded
    @DisplayName("the stack trace of a failure leads to the registrar")
    @Test
    void stack() {
        List<Throwable> failures = new ArrayList<>();
        Promise<String> promise = Promise.apply();
        Future<String> failed = register(promise);
        failed.onComplete(result -> failures.add(result.failed().get()), PARASITIC);
        elsewhere("B", () -> complete(promise));
        assertThat(LogicalStack.of(failures.get(0)).toString())
                .contains("ScalaFutureBehaviour.fail")
                .contains("ScalaFutureBehaviour.register")
                .doesNotContain("ScalaFutureBehaviour.complete");
    }

    private static Future<String> register(Promise<String> promise) {
        return promise.future().map(value -> fail(), PARASITIC);
    }

    private static String fail() {
        throw new IllegalStateException("failed");
    }

    private static void complete(Promise<String> promise) {
        promise.success("value");
    }
}
