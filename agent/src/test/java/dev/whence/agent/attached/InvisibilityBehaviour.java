package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
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
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program cannot tell: everything that it can see of its own tasks is as it is without the agent. */
@NoAgentNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class InvisibilityBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    private final Gate gate = new Gate();

    @DisplayName("38, 39: a queue shows the program's own objects, and remove() finds them")
    @ParameterizedTest
    @MethodSource("queuesAndTasks")
    void queue(BlockingQueue<Runnable> queue, Runnable task) {
        ThreadPoolExecutor pool = holding(queue, task);
        assertThat(pool.getQueue().contains(task)).isTrue();
        assertThat(pool.getQueue().iterator().next()).isSameAs(task);
        assertThat(pool.getQueue().toArray()).singleElement().isSameAs(task);
        assertThat(pool.getQueue().peek()).isSameAs(task);
        assertThat(pool.remove(task)).isTrue();
        assertThat(pool.getQueue()).isEmpty();
        finish(pool);
    }

    @DisplayName("39: drainTo() gives the program's own objects")
    @ParameterizedTest
    @MethodSource("queuesAndTasks")
    void drainTo(BlockingQueue<Runnable> queue, Runnable task) {
        ThreadPoolExecutor pool = holding(queue, task);
        List<Runnable> drained = new ArrayList<>();
        pool.getQueue().drainTo(drained);
        assertThat(drained).singleElement().isSameAs(task);
        finish(pool);
    }

    @DisplayName("40: shutdownNow() returns the program's own objects")
    @ParameterizedTest
    @MethodSource("queuesAndTasks")
    void shutdownNow(BlockingQueue<Runnable> queue, Runnable task) {
        ThreadPoolExecutor pool = holding(queue, task);
        assertThat(pool.shutdownNow()).singleElement().isSameAs(task);
    }

    /** A pool whose one thread is busy until the gate opens, while the task waits in the queue. */
    private ThreadPoolExecutor holding(BlockingQueue<Runnable> queue, Runnable task) {
        ThreadPoolExecutor pool = pools.single(queue);
        pool.execute(quietly(gate));
        in("A", () -> pool.execute(task));
        return pool;
    }

    /** Some queues would not take the task with which a pool that is still running is checked at the end. */
    private void finish(ThreadPoolExecutor pool) {
        pool.shutdown();
        gate.open();
    }

    private static Runnable quietly(Gate gate) {
        return () -> {
            try {
                gate.pass();
            } catch (IllegalStateException interrupted) {
                // By shutdownNow.
            }
        };
    }

    static Stream<Arguments> queuesAndTasks() {
        Runnable lambda = () -> {};
        Runnable named = new Named(1, new Seen());
        return Stream.of(
                argumentSet("lambda on LinkedBlockingQueue", new LinkedBlockingQueue<>(), lambda),
                argumentSet("named class on LinkedBlockingQueue", new LinkedBlockingQueue<>(), named),
                argumentSet("lambda on ArrayBlockingQueue", new ArrayBlockingQueue<>(10), lambda),
                argumentSet("named class on ArrayBlockingQueue", new ArrayBlockingQueue<>(10), named),
                argumentSet("lambda on LinkedBlockingDeque", new LinkedBlockingDeque<>(), lambda),
                argumentSet("named class on LinkedBlockingDeque", new LinkedBlockingDeque<>(), named),
                argumentSet("lambda on LinkedTransferQueue", new LinkedTransferQueue<>(), lambda),
                argumentSet("named class on LinkedTransferQueue", new LinkedTransferQueue<>(), named),
                argumentSet("named class on PriorityBlockingQueue", new PriorityBlockingQueue<>(), named));
    }

    /** A task of a class with a name, an order, and a text. */
    private record Named(int priority, Seen seen) implements Runnable, Comparable<Named>, Serializable {
        @Override
        public void run() {
            seen.note("" + priority);
        }

        @Override
        public int compareTo(Named other) {
            return Integer.compare(priority, other.priority);
        }

        @Override
        public String toString() {
            return "task " + priority;
        }
    }

    @DisplayName("46: tasks in a priority queue keep their order")
    @Test
    void priorities() {
        ThreadPoolExecutor pool = pools.single(new PriorityBlockingQueue<>());
        pool.execute(gate::pass);
        in("A", () -> pool.execute(new Named(3, seen)));
        in("C", () -> pool.execute(new Named(1, seen)));
        in("", () -> pool.execute(new Named(2, seen)));
        finish(pool);
        assertThat(seen.next(3)).containsExactly("1", "2", "3");
    }

    @DisplayName("37: the task that newTaskFor() made is the one in the queue")
    @Test
    void newTaskFor() {
        List<Object> made = new ArrayList<>();
        ThreadPoolExecutor pool = pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
                made.add(callable);
                RunnableFuture<T> task = new FutureTask<>(callable) {};
                made.add(task);
                return task;
            }
        });
        pool.execute(gate::pass);
        Callable<String> callable = () -> "result";
        Future<String> future = in("A", () -> pool.submit(callable));
        assertThat(made).satisfiesExactly(first -> assertThat(first).isSameAs(callable), second -> assertThat(second)
                .isSameAs(future));
        assertThat(pool.getQueue().peek()).isSameAs(future);
        gate.open();
    }

    @DisplayName("41: a RejectedExecutionHandler gets the program's own object")
    @Test
    void rejection() {
        List<Runnable> rejected = new ArrayList<>();
        ThreadPoolExecutor pool = pools.single(new SynchronousQueue<>());
        pool.setRejectedExecutionHandler((task, executor) -> rejected.add(task));
        pool.execute(gate::pass);
        Runnable lambda = () -> {};
        Runnable named = new Named(1, seen);
        in("A", () -> pool.execute(lambda));
        in("A", () -> pool.execute(named));
        assertThat(rejected).satisfiesExactly(first -> assertThat(first).isSameAs(lambda), second -> assertThat(second)
                .isSameAs(named));
        finish(pool);
    }

    @DisplayName("41, 49: the message of a rejection names the program's own object")
    @Test
    void rejectionMessage() {
        ThreadPoolExecutor pool = pools.single();
        pool.shutdown();
        Runnable named = new Named(7, seen);
        in("A", () -> assertThatThrownBy(() -> pool.execute(named))
                .isExactlyInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("Task task 7 rejected from " + pool)
                .hasNoCause());
    }

    @DisplayName("45: beforeExecute and afterExecute get the program's own object, and the identical exception")
    @Test
    void hooksOfAPool() {
        List<Object> got = new ArrayList<>();
        ThreadPoolExecutor pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>(), this::noteUncaught) {
                    @Override
                    protected void beforeExecute(Thread thread, Runnable task) {
                        got.add(task);
                    }

                    @Override
                    protected void afterExecute(Runnable task, Throwable failure) {
                        got.add(task);
                        got.add(failure);
                        seen.note("after");
                    }
                });
        IllegalStateException failure = new IllegalStateException("failure");
        Runnable task = () -> {
            throw failure;
        };
        in("A", () -> pool.execute(task));
        seen.next();
        assertThat(got).hasSize(3);
        assertThat(got.get(0)).isSameAs(task);
        assertThat(got.get(1)).isSameAs(task);
        assertThat(got.get(2)).isSameAs(failure);
        assertThat(seen.next()).isEqualTo("uncaught java.lang.IllegalStateException: failure");
    }

    private Thread noteUncaught(Runnable body) {
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((dead, failure) -> seen.note("uncaught " + failure));
        return thread;
    }

    @DisplayName("47: an uncaught exception reaches the handler, and the worker is replaced")
    @Test
    void uncaught() {
        ThreadPoolExecutor pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>(), this::noteUncaught));
        in(
                "A",
                () -> pool.execute(() -> {
                    throw new IllegalStateException("boom");
                }));
        assertThat(seen.next()).isEqualTo("uncaught java.lang.IllegalStateException: boom");
        in("A", () -> pool.execute(() -> seen.note("next")));
        assertThat(seen.next()).isEqualTo("next");
        assertThat(pool.getCompletedTaskCount()).isPositive();
    }

    @DisplayName("48: null is refused by the same method as ever")
    @ParameterizedTest
    @MethodSource("nulls")
    void nulls(String refusedBy, ThrowingCallable call) {
        Throwable refusal = in("A", () -> catchThrowable(call));
        assertThat(refusal).isExactlyInstanceOf(NullPointerException.class);
        StackTraceElement top = Arrays.stream(refusal.getStackTrace())
                .filter(frame -> !frame.getClassName().equals("java.util.Objects"))
                .findFirst()
                .orElseThrow();
        assertThat(top.getClassName() + "." + top.getMethodName()).isEqualTo(refusedBy);
    }

    static Stream<Arguments> nulls() {
        String concurrent = "java.util.concurrent.";
        ExecutorService pool = new ThreadPoolExecutor(0, 1, 1, MINUTES, new LinkedBlockingQueue<>());
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(0);
        CompletableFuture<String> future = new CompletableFuture<>();
        return Stream.of(
                refused(concurrent + "ThreadPoolExecutor.execute", () -> pool.execute(null)),
                refused(concurrent + "AbstractExecutorService.submit", () -> pool.submit((Runnable) null)),
                refused(concurrent + "AbstractExecutorService.submit", () -> pool.submit((Callable<?>) null)),
                refused(concurrent + "AbstractExecutorService.invokeAll", () -> pool.invokeAll(null)),
                refused(
                        concurrent + "ScheduledThreadPoolExecutor.schedule",
                        () -> scheduled.schedule((Runnable) null, 1, HOURS)),
                refused(concurrent + "FutureTask.<init>", () -> new FutureTask<>(null)),
                refused(concurrent + "CompletableFuture.uniApplyStage", () -> future.thenApply(null)),
                refused(concurrent + "CompletableFuture.uniComposeStage", () -> future.thenCompose(null)),
                refused(concurrent + "CompletableFuture.asyncSupplyStage", () -> CompletableFuture.supplyAsync(null)),
                refused("java.util.Timer.sched", () -> new Timer(true).schedule(null, 1)));
    }

    private static Arguments refused(String by, ThrowingCallable call) {
        return argumentSet(by, by, call);
    }

    @DisplayName("51: invokeAll returns its futures in order, and leaves its argument alone")
    @Test
    void invokeAllOrder() throws Exception {
        List<Callable<String>> tasks = List.of(() -> "lambda 0", new Text("named 1"), () -> "lambda 2", new Text("3"));
        List<Callable<String>> given = new ArrayList<>(tasks);
        List<Future<String>> futures = in("A", () -> pools.single().invokeAll(given));
        List<String> results = new ArrayList<>();
        for (Future<String> future : futures) {
            results.add(future.get());
        }
        assertThat(results).containsExactly("lambda 0", "named 1", "lambda 2", "3");
        assertThat(given).isEqualTo(tasks);
    }

    private record Text(String text) implements Callable<String> {
        @Override
        public String call() {
            return text;
        }
    }

    @DisplayName("51: invokeAll refuses a null among its tasks")
    @Test
    void invokeAllNull() {
        ExecutorService pool = pools.single();
        in("A", () -> assertThatNullPointerException()
                .isThrownBy(() -> pool.invokeAll(Arrays.asList(() -> "first", null, () -> "last"))));
    }

    @DisplayName("50: a null result and a checked exception come through as they are")
    @Test
    void results() {
        Exception checked = new Exception("checked");
        ExecutorService pool = pools.single();
        Future<String> nothing = in("A", () -> pool.submit(() -> (String) null));
        Future<String> failing = in(
                "A",
                () -> pool.submit(() -> {
                    throw checked;
                }));
        assertThat(nothing).succeedsWithin(Duration.ofSeconds(SECONDS)).isNull();
        assertThat(catchThrowable(() -> failing.get(SECONDS, TimeUnit.SECONDS)).getCause())
                .isSameAs(checked)
                .hasNoSuppressedExceptions();
    }

    @DisplayName("53: a completion service returns the future that it gave")
    @Test
    void completionService() throws Exception {
        ExecutorCompletionService<String> service = new ExecutorCompletionService<>(pools.single());
        Future<String> future = in("A", () -> service.submit(() -> "result"));
        assertThat(service.poll(SECONDS, TimeUnit.SECONDS)).isSameAs(future);
    }

    @DisplayName("35: the text of a FutureTask shows the program's own callable")
    @Test
    void futureTaskToString() {
        FutureTask<String> ofCallable = in("A", () -> new FutureTask<>(new Text("x")));
        FutureTask<String> ofRunnable = in("A", () -> new FutureTask<>(new Named(1, seen), "x"));
        assertThat(ofCallable.toString()).endsWith("[Not completed, task = Text[text=x]]");
        assertThat(ofRunnable.toString()).contains("[Wrapped task = task 1]");
    }

    @DisplayName("104: an executor of the application gets the very task, which it may send away")
    @Test
    void executorOfTheApplication() {
        List<Runnable> got = new ArrayList<>();
        Executor remote = new Remote(got);
        Runnable task = new Named(1, seen);
        in("A", () -> remote.execute(task));
        assertThat(got).singleElement().isSameAs(task);
    }

    private record Remote(List<Runnable> got) implements Executor {
        @Override
        public void execute(Runnable task) {
            got.add(task);
        }
    }

    @DisplayName("104: a ForkJoinTask can be serialised after it was submitted")
    @Test
    void serializedTask() throws Exception {
        ForkJoinPool pool = pools.forkJoin();
        Answer task = in("A", Answer::new);
        in("C", () -> pool.submit(task).get(SECONDS, TimeUnit.SECONDS));
        ForkJoinTask<?> copy = (ForkJoinTask<?>) copy(task);
        assertThat(copy.getRawResult()).isEqualTo("answer");
    }

    private static final class Answer extends RecursiveTask<String> {
        private static final long serialVersionUID = 1;

        @Override
        protected String compute() {
            return "answer";
        }
    }

    /** As serialisation makes it. */
    static Object copy(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @DisplayName("102: a pending interrupt outlasts complete() and its dependents")
    @Test
    void interruptDuringComplete() {
        CompletableFuture<String> future = new CompletableFuture<>();
        in(
                "A",
                () -> future.thenAccept(
                        value -> seen.note("" + Thread.currentThread().isInterrupted())));
        Thread.currentThread().interrupt();
        in("B", () -> future.complete("value"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen.next()).isEqualTo("true");
    }

    @DisplayName("102: cancel(true) interrupts the task that runs, and nothing after it")
    @Test
    void interruptByCancel() {
        ExecutorService pool = pools.single();
        Gate started = new Gate();
        Future<?> future = in(
                "A",
                () -> pool.submit(() -> {
                    started.open();
                    try {
                        new Gate().pass();
                    } catch (IllegalStateException interrupted) {
                        seen.note("interrupted");
                    }
                }));
        started.pass();
        future.cancel(true);
        assertThat(seen.next()).isEqualTo("interrupted");
        pool.execute(() -> seen.note("" + Thread.currentThread().isInterrupted()));
        assertThat(seen.next()).isEqualTo("false");
    }

    @DisplayName("105: no frame of Whence on the stack of a task")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#all")
    void noFrames(Submission submission) {
        Seen frames = new Seen(InvisibilityBehaviour::framesOfWhence);
        ThreadPoolExecutor pool = pools.single();
        in("A", () -> submission.submit(pool, frames));
        assertThat(frames.next()).isEqualTo("[]");
    }

    private static String framesOfWhence() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith("dev.whence."))
                        .filter(name -> !name.startsWith("dev.whence.agent.attached."))
                        .toList())
                .toString();
    }

    @DisplayName("a thread that is stopped while it makes hops ends")
    @Test
    @SuppressWarnings({"deprecation", "removal", "FutureReturnValueIgnored"})
    void stoppedThread() throws InterruptedException {
        Assumptions.assumeTrue(Runtime.version().feature() < 20, "threads cannot be stopped any more");
        for (int i = 0; i < 20; i++) {
            CountDownLatch hopping = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                while (true) {
                    new CompletableFuture<Integer>().thenApply(value -> value + 1);
                    hopping.countDown();
                }
            });
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((stopped, stop) -> {});
            thread.start();
            hopping.await();
            thread.stop();
            thread.join(1_000L * SECONDS);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @DisplayName("60: idle workers go away as ever")
    @Test
    void idleWorkers() {
        ThreadPoolExecutor pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>()));
        pool.allowCoreThreadTimeOut(true);
        in("A", () -> pool.execute(() -> seen.note("ran")));
        assertThat(seen.next()).isEqualTo("ran");
        await().until(() -> pool.getPoolSize() == 0);
    }
}
