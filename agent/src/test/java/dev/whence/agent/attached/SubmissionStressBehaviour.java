package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same few runnables, submitted over and over by many threads under different correlations, to pools out of whose
 * queues they are taken behind the pools' backs: each run is in the correlation of one of its submissions or in none.
 *
 * <p>Each runnable may be submitted under certain correlations only, so a run in any other is wrong. And there are at most
 * as many runs in a correlation as there were submissions under it. The system property {@code whence.stress} sets the
 * number of submissions.
 */
@NoAgentNeeded
class SubmissionStressBehaviour {
    private static final int SUBMISSIONS = Integer.getInteger("whence.stress", 400_000);
    private static final int SUBMITTERS = 4;
    private static final int TASKS = 8;
    private static final int CORRELATIONS = 16;

    private static final LongAdder ALL_IN_OWN = new LongAdder();
    private static final LongAdder ALL_IN_NONE = new LongAdder();
    private static final LongAdder ALL_WRONG = new LongAdder();

    private final LongAdder inNone = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    /** By task and correlation. */
    private final AtomicIntegerArray submitted = new AtomicIntegerArray(TASKS * CORRELATIONS);

    private final AtomicIntegerArray ran = new AtomicIntegerArray(TASKS * CORRELATIONS);

    /** A pool of some kind. */
    private record Kind(String name, Supplier<BlockingQueue<Runnable>> queue, RejectedExecutionHandler handler) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        RejectedExecutionHandler callerRuns = new ThreadPoolExecutor.CallerRunsPolicy();
        RejectedExecutionHandler discards = new ThreadPoolExecutor.DiscardPolicy();
        RejectedExecutionHandler discardsOldest = new ThreadPoolExecutor.DiscardOldestPolicy();
        return Stream.of(
                new Kind("LinkedBlockingQueue, caller runs", () -> new LinkedBlockingQueue<>(64), callerRuns),
                new Kind("LinkedBlockingQueue, oldest discarded", () -> new LinkedBlockingQueue<>(64), discardsOldest),
                new Kind("LinkedBlockingQueue, put back", () -> new LinkedBlockingQueue<>(64), (task, pool) -> {
                    if (!pool.getQueue().offer(task)) {
                        task.run();
                    }
                }),
                new Kind("SynchronousQueue, caller runs", SynchronousQueue::new, callerRuns),
                new Kind("SynchronousQueue, discarded", SynchronousQueue::new, discards),
                new Kind("ArrayBlockingQueue, caller runs", () -> new ArrayBlockingQueue<>(64), callerRuns),
                new Kind("ArrayBlockingQueue, oldest discarded", () -> new ArrayBlockingQueue<>(64), discardsOldest),
                new Kind("PriorityBlockingQueue", PriorityBlockingQueue::new, callerRuns),
                new Kind("LinkedBlockingDeque, discarded", () -> new LinkedBlockingDeque<>(64), discards),
                new Kind("LinkedTransferQueue", LinkedTransferQueue::new, callerRuns),
                new Kind("DelayQueue", SubmissionStressBehaviour::delayQueue, callerRuns),
                new Kind("a queue of the application", Own::new, callerRuns));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static BlockingQueue<Runnable> delayQueue() {
        return (BlockingQueue) new DelayQueue<>();
    }

    private static final class Own extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1;

        Own() {
            super(64);
        }
    }

    /** A task of a class that every queue takes. */
    private final class Named implements Runnable, Delayed {
        private final int number;

        Named(int number) {
            this.number = number;
        }

        @Override
        public void run() {
            note(number);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Integer.compare(number, ((Named) other).number);
        }
    }

    @DisplayName("34: no run is in a correlation that is not its own")
    @ParameterizedTest
    @MethodSource("kinds")
    void stress(Kind kind) throws Exception {
        List<Runnable> tasks = tasks(kind);
        int each = (int) (SUBMISSIONS / SUBMITTERS / kinds().count());
        CountDownLatch submitting = new CountDownLatch(SUBMITTERS);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 3, 1, MINUTES, kind.queue.get(), kind.handler);
        for (int i = 0; i < SUBMITTERS; i++) {
            int submitter = i;
            new Thread(() -> submitAll(pool, tasks, submitter, each, submitting)).start();
        }
        Random random = new Random(each);
        while (submitting.getCount() > 0) {
            meddle(pool, tasks, random);
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(5, MINUTES)).isTrue();
        assertThat(shutDownWhileBusy(kind, tasks)).isTrue();
        check();
    }

    /** Lambdas, but for the queues that need more than a runnable. */
    private List<Runnable> tasks(Kind kind) {
        boolean ordered = kind.name.startsWith("Priority") || kind.name.startsWith("Delay");
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            tasks.add(ordered || i % 2 == 0 ? new Named(number) : () -> note(number));
        }
        return tasks;
    }

    private void submitAll(
            ThreadPoolExecutor pool, List<Runnable> tasks, int submitter, int count, CountDownLatch submitting) {
        Random random = new Random(submitter);
        for (int i = 0; i < count; i++) {
            submit(pool, tasks, random);
        }
        submitting.countDown();
    }

    /** Each task under its own quarter of the correlations, or under none. */
    private void submit(ThreadPoolExecutor pool, List<Runnable> tasks, Random random) {
        int task = random.nextInt(TASKS);
        int correlation = task % 4 * 4 + random.nextInt(4);
        if (random.nextInt(16) == 0) {
            in("", () -> pool.execute(tasks.get(task)));
        } else {
            submitted.incrementAndGet(task * CORRELATIONS + correlation);
            in("S" + correlation, () -> pool.execute(tasks.get(task)));
        }
    }

    private static void meddle(ThreadPoolExecutor pool, List<Runnable> tasks, Random random) {
        BlockingQueue<Runnable> queue = pool.getQueue();
        switch (random.nextInt(8)) {
            case 0 -> pool.remove(tasks.get(random.nextInt(TASKS)));
            case 1 -> queue.poll();
            case 2 -> queue.drainTo(new ArrayList<>(), 5);
            case 3 -> queue.clear();
            case 4 -> queue.removeIf(tasks.get(random.nextInt(TASKS))::equals);
            case 5 -> pool.purge();
            case 6 -> putBack(queue, queue.poll());
            default -> Thread.onSpinWait();
        }
    }

    /** Then it belongs to nobody. */
    private static void putBack(Collection<Runnable> queue, Runnable task) {
        if (task != null) {
            try {
                queue.add(task);
            } catch (IllegalStateException full) {
                // It is dropped.
            }
        }
    }

    /** What shutdownNow() returns was not run, and is submitted again. */
    private boolean shutDownWhileBusy(Kind kind, List<Runnable> tasks) throws InterruptedException {
        boolean ended = true;
        Random random = new Random(1);
        ThreadPoolExecutor next = new ThreadPoolExecutor(1, 1, 1, MINUTES, kind.queue.get(), kind.handler);
        for (int i = 0; i < 50; i++) {
            ThreadPoolExecutor pool = next;
            for (int n = 0; n < 30; n++) {
                submit(pool, tasks, random);
            }
            next = new ThreadPoolExecutor(1, 1, 1, MINUTES, kind.queue.get(), kind.handler);
            for (Runnable task : pool.shutdownNow()) {
                ThreadPoolExecutor other = next;
                in("", () -> other.execute(task));
            }
            ended &= pool.awaitTermination(1, MINUTES);
        }
        next.shutdown();
        return ended && next.awaitTermination(1, MINUTES);
    }

    private void note(int task) {
        String id = id();
        if (id.isEmpty()) {
            inNone.increment();
        } else {
            int correlation = Integer.parseInt(id.substring(1));
            ran.incrementAndGet(task * CORRELATIONS + correlation);
            if (correlation / 4 != task % 4) {
                wrong.increment();
            }
        }
    }

    private void check() {
        long inOwn = 0;
        long tooOften = 0;
        for (int i = 0; i < ran.length(); i++) {
            inOwn += ran.get(i);
            tooOften += Math.max(0, ran.get(i) - submitted.get(i));
        }
        ALL_IN_OWN.add(inOwn);
        ALL_IN_NONE.add(inNone.sum());
        ALL_WRONG.add(wrong.sum() + tooOften);
        assertThat(wrong.sum()).as("runs in another's").isZero();
        assertThat(tooOften).as("more runs than submissions").isZero();
        assertThat(inOwn + inNone.sum()).as("runs").isPositive();
    }

    @AfterAll
    static void report() {
        long runs = ALL_IN_OWN.sum() + ALL_IN_NONE.sum();
        System.out.println(
                runs + " runs, " + ALL_IN_OWN + " in their own, " + ALL_IN_NONE + " in none, " + ALL_WRONG + " wrong");
    }
}
