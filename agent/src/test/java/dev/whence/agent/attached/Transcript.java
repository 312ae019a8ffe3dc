package dev.whence.agent.attached;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A program that writes down whatever it can see of its tasks: their order, identity, class and text, in queues, handlers
 * and hooks; results, exceptions and stack traces; interrupts. Names that differ from run to run are left out.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "SystemOut"})
final class Transcript {
    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> say("uncaught", trace(failure)));
        List<BlockingQueue<Runnable>> queues = List.of(
                new LinkedBlockingQueue<>(4),
                new ArrayBlockingQueue<>(4),
                new LinkedBlockingDeque<>(4),
                new LinkedTransferQueue<>(),
                new PriorityBlockingQueue<>(),
                new SynchronousQueue<>());
        for (BlockingQueue<Runnable> queue : queues) {
            say("queue", queue.getClass());
            queued(queue);
        }
        hooks();
        collections();
        futures();
        refusals();
        continuations();
        forkJoin();
        scheduled();
        timer();
        threads();
    }

    private static synchronized void say(Object... what) {
        StringBuilder line = new StringBuilder();
        for (Object part : what) {
            line.append(part).append(' ');
        }
        System.out.println(line.toString()
                .replaceAll("@[0-9a-f]+", "@")
                .replaceAll("#\\d+", "#")
                .replaceAll("pool size = \\d", "")
                .replaceAll("/0x[0-9a-f]+", "/")
                .replaceAll("Lambda(\\$\\d+)?", "Lambda")
                .strip());
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private record Task(int number) implements Runnable, Comparable<Task> {
        @Override
        public void run() {
            say("task", number, Thread.currentThread().isInterrupted());
        }

        @Override
        public int compareTo(Task other) {
            return Integer.compare(number, other.number);
        }
    }

    private static ThreadPoolExecutor busy(BlockingQueue<Runnable> queue, CountDownLatch gate) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, MINUTES, queue);
        pool.setRejectedExecutionHandler((task, executor) -> say("rejected", task, task.getClass()));
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            pass(gate);
        });
        pass(begun);
        return pool;
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            // By shutdownNow, at some time while others speak.
        }
    }

    private static void queued(BlockingQueue<Runnable> queue) throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        ThreadPoolExecutor pool = busy(queue, gate);
        Task first = new Task(3);
        for (Task task : new Task[] {first, new Task(1), new Task(2), new Task(5), new Task(4)}) {
            pool.execute(task);
        }
        say("in the queue", queue, queue.size(), queue.contains(first), queue.peek());
        say("removed", pool.remove(first), pool.remove(first), queue);
        say("polled", queue.poll(), queue);
        List<Runnable> drained = new ArrayList<>();
        say("drained", queue.drainTo(drained, 1), drained);
        pool.execute(first);
        gate.countDown();
        pool.shutdown();
        say("over", pool.awaitTermination(1, MINUTES), pool.getCompletedTaskCount(), pool.getTaskCount());
        stopped(queue);
    }

    private static void stopped(BlockingQueue<Runnable> queue) throws InterruptedException {
        ThreadPoolExecutor pool = busy(queue, new CountDownLatch(1));
        pool.execute(new Task(1));
        pool.execute(new Task(2));
        say("left", pool.shutdownNow());
        say("over", pool.awaitTermination(1, MINUTES), pool);
        pool.execute(new Task(9));
    }

    private static void hooks() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>(), body -> {
                    workers.add(new Thread(body));
                    return workers.get(workers.size() - 1);
                }) {
                    @Override
                    protected void beforeExecute(Thread thread, Runnable task) {
                        say("before", task, task.getClass());
                    }

                    @Override
                    protected void afterExecute(Runnable task, Throwable failure) {
                        say("after", task, failure == null ? "" : trace(failure));
                    }

                    @Override
                    protected void terminated() {
                        say("terminated");
                    }
                };
        pool.execute(new Task(1));
        pool.submit(Transcript::fail);
        pool.submit(new Task(2), "result");
        pool.execute(Transcript::fail);
        workers.get(0).join();
        pool.shutdown();
        pool.awaitTermination(1, MINUTES);
    }

    private static void fail() {
        throw new IllegalStateException("failure", new IllegalArgumentException("cause"));
    }

    private static Callable<String> text(String text) {
        return () -> text;
    }

    private static void collections() throws Exception {
        ExecutorService pool = new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>());
        for (Future<String> future : pool.invokeAll(List.of(text("a"), text("b"), text("c")))) {
            say("of all", future.get(), future);
        }
        say("of any", pool.invokeAny(List.of(text("a"))));
        refused(() -> pool.invokeAny(List.of()));
        refused(() -> pool.invokeAll(Arrays.asList(text("a"), null)));
        refused(() -> pool.invokeAny(List.of(() -> {
            throw new Exception("of the only one");
        })));
        ExecutorCompletionService<String> service = new ExecutorCompletionService<>(pool);
        Future<String> submitted = service.submit(text("served"));
        say("of service", service.take() == submitted, submitted.get());
        pool.shutdown();
        say("over", pool.awaitTermination(1, MINUTES));
    }

    /** Something that is expected to fail. */
    private interface Refused {
        Object call() throws Exception;
    }

    private static void refused(Refused call) {
        try {
            say("not refused", call.call());
        } catch (Exception e) {
            say("refused", trace(e), e.getSuppressed().length);
        }
    }

    private static void futures() {
        FutureTask<String> ofCallable = new FutureTask<>(text("a"));
        FutureTask<String> ofRunnable = new FutureTask<>(new Task(7), "b");
        FutureTask<String> failing = new FutureTask<>(Transcript::fail, "c");
        FutureTask<String> cancelled = new FutureTask<>(new Task(8), "d");
        cancelled.cancel(true);
        for (FutureTask<String> task : List.of(ofCallable, ofRunnable, failing, cancelled)) {
            say(task, task.getClass());
            task.run();
            say(task, task.isDone(), task.isCancelled());
            refused(task::get);
        }
    }

    private static void refusals() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>());
        CompletableFuture<String> future = new CompletableFuture<>();
        refused(() -> {
            pool.execute(null);
            return "";
        });
        refused(() -> pool.submit((Runnable) null));
        refused(() -> future.thenApply(null));
        refused(() -> future.thenComposeAsync(null, pool));
        refused(() -> new FutureTask<>(null));
        refused(() -> ForkJoinTask.adapt((Runnable) null));
        pool.shutdown();
        refused(() -> pool.submit(new Task(1)));
        refused(() -> {
            pool.execute(new Task(1));
            return "";
        });
    }

    private static void continuations() {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> failing = future.thenApply(value -> {
            fail();
            return value;
        });
        CompletableFuture<String> handled = failing.handle((value, failure) -> {
            say("handled", trace(failure));
            return "handled";
        });
        CompletableFuture<Void> both =
                CompletableFuture.allOf(handled, future.thenCompose(CompletableFuture::completedFuture));
        say(future, future.getNumberOfDependents(), both);
        say(future.complete("value"), future.complete("again"), future);
        for (CompletableFuture<?> each : List.of(failing, handled, both)) {
            say(each);
            refused(each::join);
            refused(each::get);
        }
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        CompletableFuture<String> after = cancelled.whenComplete((value, failure) -> say("when", failure));
        say(cancelled.cancel(true), cancelled, after);
        refused(after::join);
        refused(() ->
                new CompletableFuture<>().orTimeout(1, MILLISECONDS).join().toString());
        List<Class<?>> tasks = new ArrayList<>();
        CompletableFuture.runAsync(() -> {}, task -> tasks.add(task.getClass()));
        CompletableFuture.completedFuture("value").thenAcceptAsync(value -> {}, task -> tasks.add(task.getClass()));
        say(tasks);
    }

    private static void forkJoin() throws InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(1);
        ForkJoinTask<?> task = pool.submit(new Task(1));
        task.quietlyJoin();
        say(task.getClass(), task.isCompletedNormally(), task.getException());
        ForkJoinTask<?> failing = ForkJoinTask.adapt(Transcript::fail);
        pool.execute(failing);
        failing.quietlyJoin();
        say(failing.isCompletedAbnormally(), failing.getException().getClass(), failing.getClass());
        say("over", pool.shutdownNow().size(), pool.awaitTermination(1, MINUTES));
    }

    private static void scheduled() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        Future<?> late = pool.schedule(new Task(1), 2, HOURS);
        Future<?> later = pool.schedule(new Task(2), 3, HOURS);
        say(pool.getQueue().peek() == late, pool.getQueue().size(), late);
        say(late.cancel(false), pool.remove((Runnable) later), pool.getQueue().size(), late);
        pool.purge();
        say(pool.getQueue());
        Future<?> periodic = pool.scheduleAtFixedRate(Transcript::fail, 1, 1, MILLISECONDS);
        try {
            periodic.get();
        } catch (ExecutionException e) {
            say("the only run", trace(e.getCause()));
        }
        pool.shutdown();
        say("over", pool.awaitTermination(1, MINUTES), pool.getCompletedTaskCount());
    }

    private static void timer() throws InterruptedException {
        Timer timer = new Timer("timer");
        CountDownLatch ran = new CountDownLatch(1);
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                say("timer", cancel());
                ran.countDown();
            }
        };
        timer.schedule(task, 0);
        ran.await();
        say(task.cancel());
        timer.cancel();
        refused(() -> {
            timer.schedule(task, 1);
            return "";
        });
    }

    private static void threads() throws InterruptedException {
        Thread thread = new Thread(Transcript::fail, "failing");
        say(thread.getState(), thread);
        thread.start();
        thread.join();
        refused(() -> {
            thread.start();
            return "";
        });
        Thread interrupted = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            say("interrupted", Thread.interrupted(), Thread.interrupted());
        });
        interrupted.start();
        interrupted.interrupt();
        interrupted.join();
        say(interrupted.getState());
    }

    private Transcript() {}
}
