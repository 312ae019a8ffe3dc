package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.RegistrarsContextNeeded;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenTelemetry's context travels with the work, so that the spans that it makes have the right parents. */
@RegistrarsContextNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class OpenTelemetryContextBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen spans = new Seen(Spans::current);

    @DisplayName("the registrar's span is the continuation's, not the completer's")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#all")
    void continuation(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        Spans.in("registrar", () -> continuation.register(sources, pools.single(), spans::here));
        Spans.elsewhere("completer", () -> continuation.trigger(sources));
        assertThat(spans.next()).isEqualTo("registrar");
    }

    @DisplayName("of a future that is complete already, too")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#asynchronous")
    void continuationOfCompleteFuture(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        Spans.elsewhere("completer", () -> continuation.trigger(sources));
        Spans.in("registrar", () -> continuation.register(sources, pools.single(), spans::here));
        assertThat(spans.next()).isEqualTo("registrar");
    }

    @DisplayName("a registrar without a span means none, not the completer's")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#synchronous")
    void registrarWithoutSpan(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        continuation.register(sources, pools.single(), spans::here);
        Spans.elsewhere("completer", () -> continuation.trigger(sources));
        assertThat(spans.next()).isEmpty();
    }

    @DisplayName("the submitter's span is the task's, for every way to submit")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#all")
    void submission(Submission submission) {
        Spans.in("submitter", () -> submission.submit(pools.single(), spans));
        assertThat(spans.next()).isEqualTo("submitter");
    }

    static Stream<Hop> hopsToOneRun() {
        return Hop.all()
                .filter(hop -> !hop.boundary().startsWith("scheduleAt")
                        && !hop.boundary().startsWith("scheduleWith"));
    }

    @DisplayName("for every kind of hop")
    @ParameterizedTest
    @MethodSource("hopsToOneRun")
    void hop(Hop hop) {
        Spans.in("submitter", () -> hop.start(pools, spans::here));
        assertThat(spans.next()).isEqualTo("submitter");
    }

    @EnabledForJreRange(min = JRE.JAVA_21)
    @DisplayName("for every kind of virtual thread")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Hop#ofVirtualThreads")
    void virtualThread(Hop hop) {
        Spans.in("starter", () -> hop.start(pools, spans::here));
        assertThat(spans.next()).isEqualTo("starter");
    }

    @NoAgentNeeded
    @DisplayName("a periodic run has none")
    @Test
    void periodic() {
        Spans.in("scheduler", () -> pools.scheduled().scheduleAtFixedRate(spans::here, 1, 1, TimeUnit.MILLISECONDS));
        assertThat(spans.next(3)).containsOnly("");
    }

    @DisplayName("a thread has its starter's span again after the spans of its own")
    @Test
    void ownSpansOfThread() {
        Spans.in("starter", () -> new Thread(() -> {
                    spans.here();
                    Spans.in("own", spans::here);
                    spans.here();
                })
                .start());
        assertThat(spans.next(3)).containsExactly("starter", "own", "starter");
    }

    @DisplayName("after the task it is gone from the worker")
    @Test
    void goneAfterwards() {
        ExecutorService pool = pools.single();
        Spans.in("submitter", () -> pool.execute(spans::here));
        pool.execute(spans::here);
        assertThat(spans.next(2)).containsExactly("submitter", "");
    }

    @SuppressWarnings("MustBeClosedChecker")
    @DisplayName("what a task leaves open is gone from the worker")
    @Test
    void leftOpen() {
        ContextKey<String> key = ContextKey.named("left open");
        Seen values = new Seen(() -> "" + Context.current().get(key));
        ExecutorService pool = pools.single();
        pool.execute(() -> {
            Context.current().with(key, "value").makeCurrent();
            values.here();
        });
        pool.execute(values::here);
        assertThat(values.next(2)).containsExactly("value", "null");
        strictCheck(); // Would tell of the scope.
    }

    @DisplayName("after complete() the completer has its own span back")
    @Test
    void completersOwnIsBack() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Spans.in("registrar", () -> future.thenRun(spans::here));
        Spans.elsewhere("completer", () -> {
            future.complete("value");
            spans.here();
        });
        assertThat(spans.next(2)).containsExactly("registrar", "completer");
    }

    @DisplayName("every scope that was opened is closed, on its thread")
    @Test
    void strict() throws Exception {
        strictCheck();
        ThreadPoolExecutor pool = pools.single();
        Spans.in("outer", () -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            future.thenApply(value -> Spans.in("inner", () -> value)).thenAcceptAsync(value -> spans.here(), pool);
            Spans.elsewhere("completer", () -> future.complete("value"));
        });
        assertThat(spans.next()).isEqualTo("outer");
        pool.shutdown();
        assertThat(pool.awaitTermination(Vocabulary.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThatCode(() -> close(ContextStorage.get())).doesNotThrowAnyException();
    }

    /** Forgets what was left open before. The JVM of these tests has OpenTelemetry's strict storage. */
    private static void strictCheck() {
        try {
            close(ContextStorage.get());
        } catch (AssertionError | Exception leftByOthers) {
            assertThat(leftByOthers).hasMessageContaining("opened a scope");
        }
    }

    private static void close(ContextStorage storage) throws Exception {
        if (storage instanceof AutoCloseable strict) {
            strict.close();
        }
    }

    @DisplayName("opentelemetry-java-instrumentation #19713: answers of calls, combined")
    @Test
    void combinedCalls() {
        CompletableFuture<String> price = new CompletableFuture<>();
        CompletableFuture<String> stock = new CompletableFuture<>();
        CompletableFuture<?> done = Spans.in("19713", () -> CompletableFuture.allOf(price, stock)
                .thenCompose(nothing -> Spans.in("19713 reserve", () -> CompletableFuture.completedFuture("reserved")))
                .thenAccept(reserved -> Spans.in("19713 answer", () -> {})));
        Spans.elsewhere("selector 1", () -> price.complete("1"));
        Spans.elsewhere("selector 2", () -> stock.complete("2"));
        done.join();
        assertThat(List.of(Spans.parentOf("19713 reserve"), Spans.parentOf("19713 answer")))
                .containsOnly("19713");
    }

    @DisplayName("opentelemetry-java-instrumentation #9934: a token that several requests wait for")
    @Test
    void sharedToken() {
        CompletableFuture<String> token = new CompletableFuture<>();
        ExecutorService pool = pools.single();
        CompletableFuture<?> one = Spans.in(
                "9934 request 1", () -> token.thenApplyAsync(value -> Spans.in("9934 end 1", () -> value), pool));
        CompletableFuture<?> two =
                Spans.in("9934 request 2", () -> token.thenApply(value -> Spans.in("9934 end 2", () -> value)));
        Spans.elsewhere("9934 fetch", () -> token.complete("token"));
        CompletableFuture.allOf(one, two).join();
        assertThat(List.of(Spans.parentOf("9934 end 1"), Spans.parentOf("9934 end 2")))
                .containsExactly("9934 request 1", "9934 request 2");
    }

    @DisplayName(
            "opentelemetry-java-instrumentation #3358: a driver's callback that completes a future, and another call")
    @Test
    void callbackOfDriver() {
        CompletableFuture<String> row = new CompletableFuture<>();
        CompletableFuture<String> answer = Spans.in(
                "3358", () -> row.thenCompose(value -> Spans.in("3358 http", () -> new CompletableFuture<String>()
                                .completeOnTimeout("answer", 1, TimeUnit.MILLISECONDS)))
                        .whenComplete((value, failure) -> Spans.in("3358 end", () -> {})));
        Spans.elsewhere("", () -> row.complete("row"));
        answer.join();
        assertThat(List.of(Spans.parentOf("3358 http"), Spans.parentOf("3358 end")))
                .containsOnly("3358");
    }

    @DisplayName("a failure's handler has its registrar's span")
    @Test
    void failure() {
        CompletableFuture<String> call = new CompletableFuture<>();
        CompletableFuture<?> handled = Spans.in(
                "failing", () -> call.thenApply(String::length).exceptionally(e -> Spans.in("handler", () -> 0)));
        Spans.elsewhere("completer", () -> call.completeExceptionally(new CompletionException(null)));
        handled.join();
        assertThat(Spans.parentOf("handler")).isEqualTo("failing");
    }
}
