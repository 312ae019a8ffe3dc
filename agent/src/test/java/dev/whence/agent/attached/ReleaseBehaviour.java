package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was captured for a task that will not run is garbage, even while the program holds the task itself. */
@NoAgentNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class ReleaseBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Gate gate = new Gate();
    private final Seen seen = new Seen();

    /** Hands a task over, and sees to it that it will not run. Returns what the program keeps. */
    private interface Giving {
        Object giveAndTakeBack(ReleaseBehaviour test) throws Exception;
    }

    @DisplayName("43, 49, 60, 63, 71: what was captured for a task that will not run is let go")
    @ParameterizedTest
    @MethodSource("givings")
    void released(Giving giving) {
        Object[] kept = new Object[1];
        WeakReference<Correlation> captured = elsewhere("", () -> {
            Correlation correlation = Correlation.of("A");
            try (Scope ignored = correlation.open()) {
                kept[0] = giving.giveAndTakeBack(this);
            }
            return new WeakReference<>(correlation);
        });
        await().until(() -> {
            System.gc();
            return captured.get() == null;
        });
        assertThat(kept).doesNotContainNull();
        gate.open();
    }

    static Stream<Arguments> givings() {
        return Stream.of(
                giving("future, cancelled", test -> cancelled(new FutureTask<>(() -> "not run"))),
                giving("submission, cancelled", test -> cancelled(test.pool().submit(() -> "not run"))),
                giving(
                        "delayed task, cancelled",
                        test -> cancelled(test.scheduled().schedule(() -> "not run", 1, HOURS))),
                giving(
                        "periodic task, cancelled",
                        test -> cancelled(test.scheduled().scheduleAtFixedRate(() -> {}, 1, 1, HOURS))),
                giving("timer's task, cancelled", test -> cancelledTimerTask(0)),
                giving("timer's periodic task, cancelled", test -> cancelledTimerTask(3_600_000)),
                giving("continuation, of a future that is complete", test -> {
                    CompletableFuture<String> future = new CompletableFuture<>();
                    CompletableFuture<String> dependent = future.thenApply(value -> value);
                    future.complete("value");
                    return dependent;
                }),
                giving("removed", test -> removed(test.pool(), test.task())),
                giving(
                        "removed, from another queue",
                        test -> removed(test.pool(new ArrayBlockingQueue<>(1)), test.task())),
                giving("polled", test -> {
                    Runnable task = test.task();
                    ThreadPoolExecutor pool = test.pool();
                    pool.execute(task);
                    assertThat(pool.getQueue().poll()).isSameAs(task);
                    return task;
                }),
                giving("drained", test -> emptied(test, queue -> queue.drainTo(new ArrayList<>()))),
                giving("cleared", test -> emptied(test, BlockingQueue::clear)),
                giving("cancelled and purged", test -> {
                    ThreadPoolExecutor pool = test.pool();
                    Future<?> future = pool.submit(() -> "not run");
                    future.cancel(false);
                    pool.purge();
                    assertThat(pool.getQueue()).isEmpty();
                    return future;
                }),
                giving("rejected by a full pool", test -> {
                    ThreadPoolExecutor pool = test.pool(new SynchronousQueue<>());
                    return rejected(pool, test.task());
                }),
                giving("rejected by a full pool, on another queue", test -> {
                    ThreadPoolExecutor pool = test.pool(new ArrayBlockingQueue<>(1));
                    Correlation.none().run(() -> pool.execute(() -> {}));
                    return rejected(pool, test.task());
                }),
                giving("rejected after shutdown", test -> {
                    ThreadPoolExecutor pool = test.pool();
                    pool.shutdown();
                    return rejected(pool, test.task());
                }),
                giving("discarded", test -> {
                    ThreadPoolExecutor pool = test.pool(new SynchronousQueue<>());
                    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
                    Runnable task = test.task();
                    pool.execute(task);
                    return task;
                }));
    }

    private static Arguments giving(String name, Giving giving) {
        return argumentSet(name, giving);
    }

    private Runnable task() {
        return seen::here;
    }

    private ThreadPoolExecutor pool() {
        return pool(new LinkedBlockingQueue<>());
    }

    /** Its only thread is busy, with a task of none. */
    private ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, MINUTES, queue);
        Correlation.none().run(() -> pool.execute(gate::pass));
        return pool;
    }

    private ScheduledThreadPoolExecutor scheduled() {
        return pools.scheduled();
    }

    private static Object cancelled(Future<?> future) {
        assertThat(future.cancel(true)).isTrue();
        return future;
    }

    private static Object cancelledTimerTask(long period) {
        Timer timer = new Timer(true);
        TimerTask task = new TimerTask() {
            @Override
            public void run() {}
        };
        if (period == 0) {
            timer.schedule(task, 3_600_000);
        } else {
            timer.schedule(task, 3_600_000, period);
        }
        assertThat(task.cancel()).isTrue();
        return task;
    }

    private static Object removed(ThreadPoolExecutor pool, Runnable task) {
        pool.execute(task);
        assertThat(pool.remove(task)).isTrue();
        return task;
    }

    private static Object emptied(ReleaseBehaviour test, Consumer<BlockingQueue<Runnable>> emptying) {
        ThreadPoolExecutor pool = test.pool();
        pool.execute(test.task());
        pool.execute(test.task());
        emptying.accept(pool.getQueue());
        assertThat(pool.getQueue()).isEmpty();
        return pool;
    }

    private static Object rejected(ThreadPoolExecutor pool, Runnable task) {
        assertThat(catchThrowable(() -> pool.execute(task))).isInstanceOf(RejectedExecutionException.class);
        return task;
    }

    /** A stack of such a size cannot be had. */
    @DisplayName("87: a thread that cannot start fails as ever, and leaves nothing")
    @Test
    void threadThatCannotStart() {
        WeakReference<Correlation> captured = elsewhere("", () -> {
            Correlation correlation = Correlation.of("A");
            Thread thread = new Thread(null, seen::here, "too large", Long.MAX_VALUE / 2);
            try (Scope ignored = correlation.open()) {
                assertThat(catchThrowable(thread::start)).isInstanceOf(OutOfMemoryError.class);
            }
            assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
            return new WeakReference<>(correlation);
        });
        await().until(() -> {
            System.gc();
            return captured.get() == null;
        });
        assertThat(seen.soFar()).isEmpty();
    }
}
