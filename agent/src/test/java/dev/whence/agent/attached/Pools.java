package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The pools of a test. When they are closed, each must run a last task that was submitted without a correlation so, and
 * no thread that was made here may have kept anything of what it has run.
 */
final class Pools implements AutoCloseable {
    private final List<ExecutorService> pools = new ArrayList<>();
    private final Queue<String> keptByThreads = new ConcurrentLinkedQueue<>();

    /** A pool of one thread and a linked queue. */
    ThreadPoolExecutor single() {
        return single(new LinkedBlockingQueue<>());
    }

    ThreadPoolExecutor single(BlockingQueue<Runnable> queue) {
        return with(new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue, this::thread));
    }

    /** A pool of one thread that is held back by a gate: what is submitted meanwhile waits in the queue. */
    ThreadPoolExecutor held(Gate gate) {
        ThreadPoolExecutor pool = single();
        pool.execute(gate::pass);
        return pool;
    }

    ScheduledThreadPoolExecutor scheduled() {
        return with(new ScheduledThreadPoolExecutor(1, this::thread));
    }

    ForkJoinPool forkJoin() {
        return with(new ForkJoinPool(2, this::worker, null, false));
    }

    private Thread thread(Runnable body) {
        return new Thread(() -> {
            body.run();
            keptByThreads.add(id());
        });
    }

    private ForkJoinWorkerThread worker(ForkJoinPool owner) {
        return new ForkJoinWorkerThread(owner) {
            @Override
            protected void onTermination(Throwable exception) {
                keptByThreads.add(id());
            }
        };
    }

    <P extends ExecutorService> P with(P pool) {
        pools.add(pool);
        return pool;
    }

    /** Lets the pools run what they have, and then end. */
    void shutdown() {
        pools.forEach(ExecutorService::shutdown);
    }

    /** Ends the pools, and returns the correlation that each of the threads that were made here was left with. */
    Collection<String> end() throws InterruptedException {
        pools.forEach(ExecutorService::shutdownNow);
        for (ExecutorService pool : pools) {
            assertThat(pool.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        return keptByThreads;
    }

    @Override
    public void close() throws Exception {
        try {
            for (ExecutorService pool : pools) {
                if (!pool.isShutdown()) {
                    assertClean(pool);
                }
            }
        } finally {
            end();
        }
        assertThat(keptByThreads).as("kept by threads").allMatch(String::isEmpty);
    }

    /** A task that is submitted without a correlation has none, whatever ran on the same thread before. */
    private static void assertClean(ExecutorService pool) {
        String seen = elsewhere("", () -> submitted(pool).get(SECONDS, TimeUnit.SECONDS));
        assertThat(seen).as("correlation left behind in " + pool).isEmpty();
    }

    /** A pool without room takes a task only when one of its threads is back from the last. */
    private static Future<String> submitted(ExecutorService pool) {
        return Awaitility.await()
                .pollInSameThread()
                .ignoreException(RejectedExecutionException.class)
                .until(() -> pool.submit(() -> id()), accepted -> true);
    }
}
