package dev.whence.agent.attached;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.whence.agent.attached.Vocabulary.Action;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * A hop of some kind that never leads to its task, or whose end nobody waits for.
 *
 * @param weight how much longer it takes than most others
 */
@SuppressWarnings("FutureReturnValueIgnored")
record UnfinishedHop(String kind, int weight, Action action) {
    /** Those that are possible here. */
    static List<UnfinishedHop> all() {
        List<UnfinishedHop> all = new ArrayList<>(List.of(
                new UnfinishedHop("collected future", 1, UnfinishedHop::collectFuture),
                new UnfinishedHop("cancelled future", 1, UnfinishedHop::cancelFuture),
                new UnfinishedHop("failed future", 4, UnfinishedHop::failFuture),
                new UnfinishedHop("timed future", 2, UnfinishedHop::timeFuture),
                new UnfinishedHop("linked queue", 1, () -> drop(new LinkedBlockingQueue<>())),
                new UnfinishedHop("array queue", 1, () -> drop(new ArrayBlockingQueue<>(8))),
                new UnfinishedHop("deque", 1, () -> drop(new LinkedBlockingDeque<>())),
                new UnfinishedHop(
                        "priority queue",
                        1,
                        () -> drop(new PriorityBlockingQueue<>(8, Comparator.comparingInt(Runnable::hashCode)))),
                rejected(),
                discarded(),
                removed(),
                new UnfinishedHop("delayed", 2, delayed()),
                new UnfinishedHop("timer", 2, timer()),
                new UnfinishedHop("fork/join", 4, forkJoin()),
                new UnfinishedHop("future task", 1, UnfinishedHop::makeFutureTasks),
                new UnfinishedHop("unstarted thread", 1, () -> thread(UnfinishedHop::nothing)),
                new UnfinishedHop("thread", 4, UnfinishedHop::runThread),
                new UnfinishedHop("edges after logging", 4, edgesAfterLogging())));
        if (ProgramThreads.HAVE_VIRTUAL) {
            all.add(new UnfinishedHop("virtual thread", 4, virtualThreads()));
        }
        all.add(new UnfinishedHop(
                "scope left open", 1, () -> Correlation.of("left-open").open()));
        all.add(new UnfinishedHop(
                "hand-off left open", 1, () -> Handoff.capture().resume()));
        return all;
    }

    private static void collectFuture() {
        CompletableFuture<Integer> pending = new CompletableFuture<>();
        pending.thenApply(UnfinishedHop::same).thenCompose(CompletableFuture::completedFuture);
        CompletableFuture.allOf(pending, new CompletableFuture<>()).thenRun(UnfinishedHop::nothing);
        CompletableFuture.anyOf(pending, new CompletableFuture<>()).thenRun(UnfinishedHop::nothing);
    }

    private static void cancelFuture() {
        CompletableFuture<Integer> pending = new CompletableFuture<>();
        pending.thenApply(UnfinishedHop::same).handle((value, failure) -> value);
        pending.cancel(true);
    }

    private static void failFuture() {
        CompletableFuture<Integer> pending = new CompletableFuture<>();
        pending.thenApply(UnfinishedHop::fail).exceptionally(failure -> 0);
        pending.complete(1);
    }

    private static void timeFuture() {
        CompletableFuture<Integer> timed = new CompletableFuture<Integer>().orTimeout(1, HOURS);
        timed.thenApply(UnfinishedHop::same);
        timed.cancel(true);
        new CompletableFuture<Integer>().completeOnTimeout(1, 1, HOURS).complete(2);
    }

    /** Drops a pool with what waits in it. */
    private static void drop(BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = withoutThreads(queue, new ThreadPoolExecutor.AbortPolicy());
        pool.execute(() -> nothing());
        pool.execute(UnfinishedHop::nothing);
        pool.submit(() -> 1).cancel(false);
        pool.submit(() -> nothing());
    }

    /** A pool that does not come to run anything. */
    private static ThreadPoolExecutor withoutThreads(BlockingQueue<Runnable> queue, RejectedExecutionHandler handler) {
        return new ThreadPoolExecutor(0, 1, 1, SECONDS, queue, none -> null, handler);
    }

    private static UnfinishedHop rejected() {
        ThreadPoolExecutor shut = withoutThreads(new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());
        shut.shutdown();
        ThreadPoolExecutor busy = withoutThreads(new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        return new UnfinishedHop("rejected", 1, () -> {
            shut.execute(() -> nothing());
            shut.submit(UnfinishedHop::nothing);
            busy.execute(() -> nothing());
        });
    }

    private static UnfinishedHop discarded() {
        ThreadPoolExecutor linked =
                withoutThreads(new LinkedBlockingQueue<>(2), new ThreadPoolExecutor.DiscardOldestPolicy());
        ThreadPoolExecutor array =
                withoutThreads(new ArrayBlockingQueue<>(2), new ThreadPoolExecutor.DiscardOldestPolicy());
        return new UnfinishedHop("discarded", 1, () -> {
            linked.execute(() -> nothing());
            array.execute(UnfinishedHop::nothing);
        });
    }

    private static UnfinishedHop removed() {
        ThreadPoolExecutor linked = withoutThreads(new LinkedBlockingQueue<>(), new ThreadPoolExecutor.AbortPolicy());
        ThreadPoolExecutor array = withoutThreads(new ArrayBlockingQueue<>(2), new ThreadPoolExecutor.AbortPolicy());
        return new UnfinishedHop("removed", 1, () -> {
            Runnable runnable = UnfinishedHop::nothing;
            linked.execute(runnable);
            linked.remove(runnable);
            linked.submit(runnable).cancel(true);
            linked.purge();
            array.execute(runnable);
            array.getQueue().clear();
        });
    }

    private static Action delayed() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, UnfinishedHop::thread);
        pool.setRemoveOnCancelPolicy(true);
        return () -> {
            pool.schedule(UnfinishedHop::nothing, 1, HOURS).cancel(true);
            pool.scheduleAtFixedRate(UnfinishedHop::nothing, 1, 1, HOURS).cancel(true);
        };
    }

    private static Action timer() {
        Timer timer = new Timer(true);
        return () -> {
            TimerTask once = timerTask();
            timer.schedule(once, HOURS.toMillis(1));
            once.cancel();
            TimerTask periodic = timerTask();
            timer.schedule(periodic, HOURS.toMillis(1), HOURS.toMillis(1));
            periodic.cancel();
            timer.purge();
        };
    }

    private static TimerTask timerTask() {
        return new TimerTask() {
            @Override
            public void run() {
                nothing();
            }
        };
    }

    private static Action forkJoin() {
        ForkJoinPool pool = new ForkJoinPool(1);
        return () -> {
            ForkJoinTask<?> cancelled = ForkJoinTask.adapt(UnfinishedHop::nothing);
            cancelled.cancel(true);
            pool.submit(cancelled);
            ForkJoinTask<?> failing = pool.submit(() -> fail(1));
            failing.quietlyJoin();
        };
    }

    private static void makeFutureTasks() {
        FutureTask<Integer> cancelled = new FutureTask<>(() -> 1);
        cancelled.cancel(true);
        cancelled.run();
        FutureTask<Integer> neverRun = new FutureTask<>(() -> 1);
        neverRun.isDone();
    }

    private static void runThread() throws InterruptedException {
        Thread thread = thread(UnfinishedHop::nothing);
        thread.start();
        thread.join();
    }

    private static Action virtualThreads() {
        Deque<Thread> parked = new ArrayDeque<>();
        return () -> {
            Jdk21.unstartedVirtualThread(UnfinishedHop::nothing);
            Jdk21.startVirtualThread(UnfinishedHop::nothing).join();
            parked.add(Jdk21.startVirtualThread(LockSupport::park));
            if (parked.size() > 16) {
                parked.remove().interrupt();
            }
        };
    }

    private static Action edgesAfterLogging() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, SECONDS, new LinkedBlockingQueue<>(), UnfinishedHop::thread);
        return () -> {
            CompletableFuture<Void> first = CompletableFuture.runAsync(UnfinishedHop::log, pool);
            CompletableFuture<Void> never = CompletableFuture.allOf(first, new CompletableFuture<>());
            first.thenRun(UnfinishedHop::log).runAfterBoth(never, UnfinishedHop::log);
            pool.submit(UnfinishedHop::log).get();
        };
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }

    private static int same(int value) {
        return value;
    }

    private static int fail(int value) {
        throw new IllegalStateException("failure " + value);
    }

    private static void log() {
        LoggerFactory.getLogger(UnfinishedHop.class).info("a line");
    }

    private static void nothing() {}
}
