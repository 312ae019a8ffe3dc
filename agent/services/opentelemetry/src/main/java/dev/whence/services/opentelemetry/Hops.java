package dev.whence.services.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that makes hops in spans. The name of a span says what happens in it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Hops {
    private static final Logger LOG = LoggerFactory.getLogger(Hops.class);

    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final Spans spans;

    private Hops(Spans spans) {
        this.spans = spans;
    }

    /** Makes all hops, and ends when everything was sent. */
    public static void main(String[] arguments) {
        try (OpenTelemetrySdk sdk = Telemetry.start(Duration.ZERO, new HoppingProcessor())) {
            new Hops(new Spans(sdk.getTracer("program"))).all();
        }
    }

    private void all() {
        timed("execute", work -> pool.execute(work));
        timed("submit", work -> pool.submit(work));
        timed("runAsync", work -> CompletableFuture.runAsync(work, pool));
        new Checkout(spans, pool).order();
        spans.in("nested", span -> nested());
        spans.in("linked", span -> linked());
        spans.in("linked asynchronously", span -> linkedAsynchronously());
        spans.in("chained", span -> chained());
        spans.in("combined", span -> combined());
        spans.in("all", span -> allOf());
        spans.in("failing", span -> failing());
        spans.in("never", span -> never());
        Spans.unsampled(this::unsampled);
        join(CompletableFuture.runAsync(() -> spans.in("after all", span -> {}), pool));
        pool.shutdown();
    }

    /** Hands work to a pool whose only thread is busy, in a span that says how long the work must have waited and run. */
    private void timed(String name, Consumer<Runnable> submission) {
        Gate busy = new Gate();
        pool.execute(busy::await);
        Gate work = new Gate();
        Gate done = new Gate();
        spans.in(name, span -> {
            long before = System.nanoTime();
            submission.accept(() -> {
                run(span, work, before);
                done.open();
            });
            long submitted = System.nanoTime();
            spin();
            long released = System.nanoTime();
            busy.open();
            span.setAttribute("wait.least", released - submitted);
            work.awaitReached();
            spin();
            work.open();
            done.await();
        });
    }

    private static void run(Span span, Gate gate, long before) {
        long begun = System.nanoTime();
        span.setAttribute("wait.most", begun - before);
        gate.await();
        span.setAttribute("run.least", System.nanoTime() - begun);
    }

    private static void spin() {
        long end = System.nanoTime() + 20_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private void nested() {
        join(CompletableFuture.runAsync(
                () -> {
                    LOG.info("working");
                    spans.in("inside", span -> {});
                    CompletableFuture<Void> inner = CompletableFuture.runAsync(
                            () -> spans.in("inside twice", span -> {}), ForkJoinPool.commonPool());
                    join(inner);
                },
                pool));
    }

    private void linked() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<Integer> length = source.thenApply(String::length);
        spans.elsewhere("completer", () -> source.complete("value"));
        join(length);
    }

    private void linkedAsynchronously() {
        CompletableFuture<String> source = new CompletableFuture<>();
        spans.elsewhere("early completer", () -> source.complete("value"));
        join(source.thenApplyAsync(String::length, pool));
    }

    private void chained() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<?> last =
                source.thenApply(value -> value + ".").thenAccept(value -> spans.in("end of chain", span -> {}));
        spans.elsewhere("completer of chain", () -> source.complete("value"));
        join(last);
    }

    private void combined() {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        CompletableFuture<String> both = one.thenCombine(two, String::concat);
        spans.elsewhere("first", () -> one.complete("value"));
        spans.elsewhere("second", () -> two.complete("value"));
        join(both);
    }

    private void allOf() {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        CompletableFuture<Void> both = CompletableFuture.allOf(one, two).thenRun(() -> {});
        spans.elsewhere("one of all", () -> one.complete("value"));
        spans.elsewhere("other of all", () -> two.complete("value"));
        join(both);
    }

    private void failing() {
        join(CompletableFuture.runAsync(
                        () -> {
                            throw new IllegalStateException("failure");
                        },
                        pool)
                .exceptionally(failure -> null));
    }

    private void unsampled() {
        join(CompletableFuture.runAsync(() -> {}, pool));
    }

    /** Registers a continuation whose source nobody completes, and hands work to a pool that is shut down before it. */
    private static void never() {
        new CompletableFuture<String>().thenAccept(value -> {});
        ExecutorService closing = Executors.newFixedThreadPool(1);
        Gate busy = new Gate();
        closing.execute(busy::await);
        busy.awaitReached();
        closing.execute(() -> {});
        closing.shutdownNow();
        try {
            if (!closing.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the pool does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(CompletableFuture<?> future) {
        future.join();
    }
}
