package dev.whence.agent.attached;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListenableFutureTask;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener of a future of Guava's runs in the correlation of whoever registered it. */
@SuppressWarnings({"FutureReturnValueIgnored", "FutureTransformAsync"})
class GuavaBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    private final SettableFuture<String> future = SettableFuture.create();

    /** A way to register user code; it runs if the future succeeds, or else if it fails. */
    record Way(String name, boolean ofFailure, Registration registration) {
        interface Registration {
            Object register(ListenableFuture<String> future, Executor executor, Continuation.Body body);
        }

        static Stream<Way> all() {
            return Stream.of(
                    of("addListener", (future, executor, body) -> {
                        future.addListener(body::run, executor);
                        return future;
                    }),
                    of("addCallback", (future, executor, body) -> {
                        Futures.addCallback(future, new Callback(body), executor);
                        return future;
                    }),
                    ofFailure("addCallback of a failure", (future, executor, body) -> {
                        Futures.addCallback(future, new Callback(body), executor);
                        return future;
                    }),
                    of(
                            "transform",
                            (future, executor, body) -> Futures.transform(future, value -> body.run(), executor)),
                    of(
                            "transformAsync",
                            (future, executor, body) -> Futures.transformAsync(
                                    future, value -> Futures.immediateFuture(body.run()), executor)),
                    ofFailure(
                            "catching",
                            (future, executor, body) ->
                                    Futures.catching(future, Exception.class, thrown -> body.run(), executor)),
                    ofFailure(
                            "catchingAsync",
                            (future, executor, body) -> Futures.catchingAsync(
                                    future, Exception.class, thrown -> Futures.immediateFuture(body.run()), executor)),
                    of("whenAllSucceed", (future, executor, body) -> Futures.whenAllSucceed(
                                    future, Futures.immediateFuture("other"))
                            .call(body::run, executor)),
                    of("whenAllComplete", (future, executor, body) -> Futures.whenAllComplete(
                                    Futures.immediateFuture("other"), future)
                            .run(body::run, executor)));
        }

        private static Way of(String name, Registration registration) {
            return new Way(name, false, registration);
        }

        private static Way ofFailure(String name, Registration registration) {
            return new Way(name, true, registration);
        }

        void trigger(SettableFuture<String> future) {
            if (ofFailure) {
                future.setException(new IllegalStateException("trigger"));
            } else {
                future.set("value");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Callback(Continuation.Body body) implements FutureCallback<String> {
        @Override
        public void onSuccess(String result) {
            body.run();
        }

        @Override
        public void onFailure(Throwable thrown) {
            body.run();
        }
    }

    static Stream<Way> ways() {
        return Way.all();
    }

    @DisplayName("completed by B, or by none, runs in the registrar's A, in the thread of the completer")
    @ParameterizedTest
    @MethodSource("ways")
    void direct(Way way) {
        SettableFuture<String> second = SettableFuture.create();
        in("A", () -> way.registration.register(future, directExecutor(), seen::here));
        in("A", () -> way.registration.register(second, directExecutor(), seen::here));
        elsewhere("B", () -> way.trigger(future));
        elsewhere("", () -> way.trigger(second));
        assertThat(seen.next(2)).containsExactly("A", "A");
    }

    @DisplayName("completed by B, or by none, runs in the registrar's A in a pool")
    @ParameterizedTest
    @MethodSource("ways")
    void pooled(Way way) {
        Executor pool = pools.single();
        SettableFuture<String> second = SettableFuture.create();
        in("A", () -> way.registration.register(future, pool, seen::here));
        in("A", () -> way.registration.register(second, pool, seen::here));
        elsewhere("B", () -> way.trigger(future));
        elsewhere("", () -> way.trigger(second));
        assertThat(seen.next(2)).containsExactly("A", "A");
    }

    @DisplayName("a registrar without a correlation means none, not the completer's")
    @ParameterizedTest
    @MethodSource("ways")
    void registeredByNone(Way way) {
        way.registration.register(future, directExecutor(), seen::here);
        elsewhere("B", () -> way.trigger(future));
        assertThat(seen.next()).isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("already complete, runs in the registrar itself")
    @ParameterizedTest
    @MethodSource("ways")
    void alreadyComplete(Way way) {
        elsewhere("B", () -> way.trigger(future));
        in("A", () -> way.registration.register(future, directExecutor(), seen::here));
        assertThat(seen.soFar()).containsExactly("A");
    }

    @DisplayName("already complete, runs in the registrar's A in a pool")
    @ParameterizedTest
    @MethodSource("ways")
    void alreadyCompletePooled(Way way) {
        elsewhere("B", () -> way.trigger(future));
        in("A", () -> way.registration.register(future, pools.single(), seen::here));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("a future that is a task, or is cancelled, or follows another, is no exception")
    @Test
    void otherCompletions() {
        ListenableFutureTask<String> task = ListenableFutureTask.create(() -> "value");
        in("task", () -> task.addListener(seen::here, directExecutor()));
        elsewhere("B", task::run);
        Gate gate = new Gate();
        ListenableFuture<?> submitted =
                MoreExecutors.listeningDecorator(pools.held(gate)).submit(() -> "value");
        in("cancelled", () -> submitted.addListener(seen::here, directExecutor()));
        elsewhere("B", () -> submitted.cancel(true));
        gate.open();
        SettableFuture<String> followed = SettableFuture.create();
        future.setFuture(followed);
        in("following", () -> future.addListener(seen::here, directExecutor()));
        elsewhere("B", () -> followed.set("value"));
        assertThat(seen.next(3)).containsExactly("task", "cancelled", "following");
    }

    @DisplayName("each stage of a chain, and each listener of one future, runs in the correlation of its own registrar")
    @Test
    void chain() {
        ListenableFuture<String> first =
                in("A", () -> Futures.transform(future, value -> seen.here(), directExecutor()));
        ListenableFuture<String> second = in("C", () -> Futures.transform(first, value -> seen.here(), Runnable::run));
        in("", () -> second.addListener(seen::here, directExecutor()));
        in("D", () -> second.addListener(seen::here, directExecutor()));
        elsewhere("B", () -> {
            future.set("value");
            seen.here();
        });
        assertThat(seen.next(4)).containsExactlyInAnyOrder("A", "C", "", "D");
        assertThat(seen.next()).isEqualTo("B");
    }

    @NoAgentNeeded
    @DisplayName("an executor that rejects is told of by its own name, and a listener that throws harms nobody")
    @Test
    void rejected() {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(com.google.common.util.concurrent.AbstractFuture.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        Executor rejecting = new Executor() {
            @Override
            public void execute(Runnable task) {
                throw new RejectedExecutionException("full");
            }

            @Override
            public String toString() {
                return "the executor";
            }
        };
        in("A", () -> {
            future.addListener(seen::here, rejecting);
            future.addListener(
                    () -> {
                        throw new IllegalStateException("bad listener");
                    },
                    directExecutor());
            future.addListener(seen::here, Runnable::run);
        });
        elsewhere("A", () -> future.set("value"));
        logger.removeHandler(handler);
        assertThat(seen.soFar()).containsExactly("A");
        assertThat(logged).hasSize(2).anySatisfy(message -> assertThat(message).endsWith("with executor the executor"));
    }

    @DisplayName("the completer, and the registrar, were before the listener")
    @Test
    void edges(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        ThreadPoolExecutor pool = pools.single();
        Gate registered = new Gate();
        Gate logged = new Gate();
        new Thread(() -> in("B", () -> {
                    log.write(1);
                    registered.pass();
                    future.set("value");
                }))
                .start();
        elsewhere("A", () -> {
            log.write(0);
            future.addListener(() -> log.write(2), directExecutor());
            future.addListener(
                    () -> {
                        log.write(3);
                        logged.open();
                    },
                    pool);
        });
        registered.open();
        logged.pass();

        List<Line> lines = log.endByEvent();
        for (Line listener : lines.subList(2, 4)) {
            assertThat(listener.after())
                    .containsExactlyInAnyOrder(lines.get(0).id(), lines.get(1).id());
        }
        assertThat(lines.get(2).via(lines.get(1).id())).isEqualTo("complete");
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the registrar, not to the completer")
    @Test
    void stack() {
        Seen stacks = new Seen(() -> LogicalStack.current().toString());
        register(stacks, directExecutor());
        register(stacks, pools.single());
        elsewhere("B", this::complete);
        for (String stack : stacks.next(2)) {
            assertThat(stack).contains("GuavaBehaviour.register").doesNotContain("GuavaBehaviour.complete");
        }
    }

    private void register(Seen stacks, Executor executor) {
        future.addListener(stacks::here, executor);
    }

    private void complete() {
        future.set("value");
    }
}
