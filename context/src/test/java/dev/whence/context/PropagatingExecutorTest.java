package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.shop.OtherThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PropagatingExecutorTest {
    private static final Correlation A = Correlation.of("A");
    private static final Correlation C = Correlation.of("C");

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ExecutorService propagating = Correlation.propagating(pool);
    private final AtomicReference<Correlation> seen = new AtomicReference<>();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private void look() {
        seen.set(Correlation.current());
    }

    private static Callable<String> named(String name) {
        return () -> name + " in " + Correlation.current();
    }

    private static List<String> results(List<Future<String>> futures) throws Exception {
        List<String> results = new ArrayList<>();
        for (Future<String> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    @Test
    void anyExecutorRunsInTheSubmittersCorrelation() throws Exception {
        List<Runnable> queue = new ArrayList<>();
        Executor executor = Correlation.propagating((Executor) queue::add);
        A.run(() -> executor.execute(this::look));
        assertThat(seen).hasNullValue();
        C.run(queue.get(0));
        assertThat(seen).hasValue(A);
    }

    @Test
    void executeRunsInTheSubmittersCorrelation() throws Exception {
        A.run(() -> propagating.execute(this::look));
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasValue(A);
    }

    @Test
    void submitRunsInTheSubmittersCorrelation() throws Exception {
        assertThat(A.call(() -> propagating.submit(Correlation::current)).get()).isSameAs(A);
        A.call(() -> propagating.submit(this::look)).get();
        assertThat(seen.getAndSet(C)).isSameAs(A);
        assertThat(C.call(() -> propagating.submit(this::look, "result")).get()).isEqualTo("result");
        assertThat(seen).hasValue(C);
    }

    @Test
    void workersKeepNothing() throws Exception {
        A.call(() -> propagating.submit(this::look)).get();
        assertThat(pool.submit(Correlation::current).get()).isSameAs(Correlation.none());
        assertThat(propagating.submit(Correlation::current).get()).isSameAs(Correlation.none());
    }

    @Test
    void failuresComeOutAsTheyAre() throws Exception {
        IllegalStateException failure = new IllegalStateException("declined");
        Future<String> future = A.call(() -> propagating.submit((Callable<String>) () -> {
            throw failure;
        }));
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void invokeAllKeepsTheOrder() throws Exception {
        List<Callable<String>> tasks = List.of(named("1"), named("2"), named("3"));
        assertThat(results(A.call(() -> propagating.invokeAll(tasks)))).containsExactly("1 in A", "2 in A", "3 in A");
        assertThat(results(C.call(() -> propagating.invokeAll(tasks, 20, TimeUnit.SECONDS))))
                .containsExactly("1 in C", "2 in C", "3 in C");
    }

    @Test
    void invokeAnyReturnsAResult() throws Exception {
        List<Callable<String>> tasks = List.of(named("1"), named("2"));
        assertThat(A.call(() -> propagating.invokeAny(tasks))).isIn("1 in A", "2 in A");
        assertThat(C.call(() -> propagating.invokeAny(tasks, 20, TimeUnit.SECONDS)))
                .isIn("1 in C", "2 in C");
    }

    @Test
    void timeoutsReachTheDelegate() throws Exception {
        List<Callable<String>> endless = List.of(() -> {
            new java.util.concurrent.CountDownLatch(1).await();
            return "never";
        });
        assertThat(propagating.invokeAll(endless, 1, TimeUnit.MILLISECONDS).get(0))
                .isCancelled();
        assertThatThrownBy(() -> propagating.invokeAny(endless, 1, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullsAreRefusedAsByAnyExecutor() {
        List<Callable<String>> withNull = Arrays.asList(named("1"), null);
        assertThatNullPointerException().isThrownBy(() -> propagating.invokeAll(withNull));
        assertThatNullPointerException().isThrownBy(() -> propagating.invokeAny(withNull));
        assertThatNullPointerException().isThrownBy(() -> propagating.execute(null));
        assertThatNullPointerException().isThrownBy(() -> propagating.submit((Runnable) null));
        assertThatNullPointerException().isThrownBy(() -> Correlation.propagating((Executor) null));
        assertThatNullPointerException().isThrownBy(() -> Correlation.propagating((ExecutorService) null));
    }

    @Test
    void shutdownIsTheDelegates() throws Exception {
        propagating.shutdown();
        assertThat(pool.isShutdown()).isTrue();
        assertThat(propagating.isShutdown()).isTrue();
        assertThat(propagating.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(propagating.isTerminated()).isTrue();
        assertThatThrownBy(() -> propagating.execute(this::look)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shutdownNowReturnsWhatWaited() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        ExecutorService wrapped = Correlation.propagating(single);
        var running = new java.util.concurrent.CountDownLatch(1);
        wrapped.execute(() -> {
            running.countDown();
            awaitForEver();
        });
        running.await();
        A.run(() -> wrapped.execute(this::look));

        List<Runnable> waiting = wrapped.shutdownNow();
        assertThat(waiting).hasSize(1);
        OtherThread.run(waiting.get(0));
        assertThat(seen).hasValue(A);
    }

    private static void awaitForEver() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
