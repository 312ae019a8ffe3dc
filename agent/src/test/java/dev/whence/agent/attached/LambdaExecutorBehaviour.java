package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An executor that is a lambda or a method reference runs each task in the correlation of whoever submitted it. */
@SuppressWarnings({"FutureReturnValueIgnored", "UnnecessaryMethodReference"})
class LambdaExecutorBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    /** An executor by another name, as libraries have them. */
    interface Poster extends Executor {
        default void executeTwice(Runnable task) {
            execute(task);
            execute(() -> task.run());
        }
    }

    private static final class Ring {
        private final Deque<Runnable> tasks = new ArrayDeque<>();

        synchronized void post(Runnable task) {
            tasks.addLast(task);
            notifyAll();
        }

        synchronized Runnable next() throws InterruptedException {
            while (tasks.isEmpty()) {
                wait();
            }
            return tasks.removeFirst();
        }
    }

    static Stream<Arguments> executors() {
        BlockingQueue<Runnable> adding = new LinkedBlockingQueue<>();
        Executor add = adding::add;
        BlockingQueue<Runnable> handing = new SynchronousQueue<>();
        Executor lambda = task -> {
            try {
                handing.put(task);
            } catch (InterruptedException e) {
                throw new RejectedExecutionException(e);
            }
        };
        BlockingQueue<Runnable> posting = new LinkedBlockingQueue<>();
        Poster poster = posting::offer;
        Ring ring = new Ring();
        Executor own = ring::post;
        return Stream.of(
                Arguments.argumentSet("a queue's method", add, new QueueLoop(adding::take)),
                Arguments.argumentSet("a lambda", lambda, new QueueLoop(handing::take)),
                Arguments.argumentSet("an interface that extends Executor", poster, new QueueLoop(posting::take)),
                Arguments.argumentSet("a method of the program's", own, new QueueLoop(ring::next)));
    }

    @DisplayName("run by another thread, each in its own, and what comes between in none")
    @ParameterizedTest
    @MethodSource("executors")
    void another(Executor executor, QueueLoop loop) {
        Thread thread = loop.started();
        for (String operation : new String[] {"A", "", "B"}) {
            in(operation, () -> executor.execute(seen::here));
            assertThat(seen.next()).isEqualTo(operation);
        }
        in("C", () -> CompletableFuture.supplyAsync(seen::here, executor).thenRun(seen::here));
        assertThat(seen.next(2)).containsExactly("C", "C");
        thread.interrupt();
    }

    @DisplayName("the logical stack leads to the submitter's line")
    @Test
    void stack() throws InterruptedException {
        Executor executor = queue::add;
        in("A", () -> executor.execute(() -> seen.note(LogicalStack.current().toString())));
        queue.take().run();
        assertThat(seen.next()).contains("Async.async(", "Vocabulary.in(");
    }

    @DisplayName("a run that empties a queue for all has the operation of each task")
    @Test
    void drain() {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        AtomicInteger waiting = new AtomicInteger();
        ExecutorService pool = pools.with(Executors.newSingleThreadExecutor());
        Runnable drain = () -> {
            do {
                tasks.remove().run();
            } while (waiting.decrementAndGet() > 0);
        };
        Executor executor = task -> {
            tasks.add(task);
            if (waiting.getAndIncrement() == 0) {
                pool.execute(drain);
            }
        };
        Seen gate = new Seen();
        in(
                "A",
                () -> executor.execute(() -> {
                    gate.next();
                    seen.here();
                }));
        in("B", () -> executor.execute(seen::here));
        in("C", () -> executor.execute(seen::here));
        gate.note("go");
        assertThat(seen.next(3)).containsExactly("A", "B", "C");
    }

    @DisplayName("the task fails")
    @Test
    void failing() throws InterruptedException {
        Executor executor = queue::add;
        in(
                "A",
                () -> executor.execute(() -> {
                    throw new IllegalStateException(id());
                }));
        Runnable failing = queue.take();
        assertThatThrownBy(failing::run).hasMessage("A");
        assertThatThrownBy(() -> failing.run()).hasMessage("");
        assertThat(id()).isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("the executor rejects the task, which then runs where it is called")
    @Test
    void rejected() {
        Executor executor = task -> {
            throw new RejectedExecutionException("full");
        };
        Runnable task = seen::here;
        in("A", () -> assertThatThrownBy(() -> executor.execute(task)).hasMessage("full"));
        in("B", () -> task.run());
        assertThat(seen.next()).isEqualTo("B");
    }

    @NoAgentNeeded
    @DisplayName("the executor runs the task at once, which is a part of the caller, and leaves nothing")
    @Test
    void direct() {
        Executor byReference = Runnable::run;
        Executor byLambda = task -> task.run();
        for (Executor executor : new Executor[] {byReference, byLambda}) {
            Runnable task = seen::here;
            in("A", () -> executor.execute(task));
            in("B", () -> task.run());
            elsewhere("C", () -> task.run());
            assertThat(seen.next(3)).containsExactly("A", "B", "C");
        }
    }

    @NoAgentNeeded
    @DisplayName("one runnable that waits for two operations has none")
    @Test
    void ambiguous() throws InterruptedException {
        Executor executor = queue::add;
        Runnable task = seen::here;
        in("A", () -> executor.execute(task));
        in("B", () -> executor.execute(task));
        queue.take().run();
        queue.take().run();
        assertThat(seen.next(2)).containsExactly("", "");
    }

    @DisplayName("handed on to a pool of the JDK")
    @Test
    void pool() {
        ExecutorService pool = pools.with(Executors.newSingleThreadExecutor());
        Executor bare = pool::execute;
        Executor wrapping = task -> pool.execute(() -> task.run());
        for (Executor executor : new Executor[] {bare, wrapping}) {
            Runnable task = seen::here;
            in("A", () -> executor.execute(task));
            assertThat(seen.next()).isEqualTo("A");
            in("B", () -> task.run());
            assertThat(seen.next()).isEqualTo("B");
        }
    }

    @NoAgentNeeded
    @DisplayName("an executor of a sub-interface keeps its own methods")
    @Test
    void ownMethods() {
        Poster poster = queue::add;
        poster.executeTwice(() -> {});
        assertThat(queue).hasSize(2);
    }
}
