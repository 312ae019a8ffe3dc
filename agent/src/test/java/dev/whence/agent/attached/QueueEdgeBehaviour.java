package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.apart;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.QueueEdgesNeeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who takes an element out of a queue comes after who put it there, and keeps its own correlation. */
@QueueEdgesNeeded
class QueueEdgeBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    @TempDir
    private Path folder;

    private CausalLog log;
    private final List<Line> lines = new ArrayList<>();

    @BeforeEach
    void begin() {
        log = new CausalLog(folder.resolve("log.json"));
    }

    /** A kind of queue. */
    enum Kind {
        LINKED_QUEUE,
        LINKED_DEQUE,
        ARRAY,
        PRIORITY,
        TRANSFER,
        SYNCHRONOUS,
        FAIR_SYNCHRONOUS,
        DELAY;

        @SuppressWarnings("unchecked")
        BlockingQueue<Object> queue() {
            return switch (this) {
                case LINKED_QUEUE -> new LinkedBlockingQueue<>();
                case LINKED_DEQUE -> new LinkedBlockingDeque<>();
                case ARRAY -> new ArrayBlockingQueue<>(2);
                case PRIORITY -> new PriorityBlockingQueue<>();
                case TRANSFER -> new LinkedTransferQueue<>();
                case SYNCHRONOUS -> new SynchronousQueue<>();
                case FAIR_SYNCHRONOUS -> new SynchronousQueue<>(true);
                case DELAY -> (BlockingQueue<Object>) (BlockingQueue<?>) new DelayQueue<Element<?>>();
            };
        }

        boolean holds() {
            return this != SYNCHRONOUS && this != FAIR_SYNCHRONOUS;
        }
    }

    /** Puts an element into a queue. */
    interface Putting<Q> {
        void put(Q queue, Object element) throws Exception;
    }

    /** Takes an element out of a queue. */
    interface Taking<Q> {
        Object take(Q queue) throws Exception;
    }

    private static final Map<String, Putting<BlockingQueue<Object>>> PUTTING = new TreeMap<>(Map.of(
            "put", BlockingQueue::put,
            "offer", (queue, element) -> until(() -> queue.offer(element) ? element : null),
            "offer in time",
                    (queue, element) -> assertThat(queue.offer(element, SECONDS, TimeUnit.SECONDS))
                            .isTrue()));

    private static final Map<String, Taking<BlockingQueue<Object>>> TAKING = new TreeMap<>(Map.of(
            "take", BlockingQueue::take,
            "poll", queue -> until(queue::poll),
            "poll in time", queue -> queue.poll(SECONDS, TimeUnit.SECONDS)));

    private static Object until(Supplier<Object> attempt) {
        long begin = System.nanoTime();
        Object result = attempt.get();
        while (result == null && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(SECONDS)) {
            Thread.onSpinWait();
            result = attempt.get();
        }
        return result;
    }

    static Stream<Arguments> ways() {
        return Stream.of(Kind.values())
                .flatMap(kind -> PUTTING.keySet().stream().flatMap(put -> TAKING.keySet().stream()
                        .filter(take -> kind.holds() || !(put.equals("offer") && take.equals("poll")))
                        .map(take -> Arguments.of(kind, put, take))));
    }

    @DisplayName("an edge from who puts to who takes, whose correlation stays")
    @ParameterizedTest
    @MethodSource("ways")
    void edge(Kind kind, String put, String take) throws Exception {
        assertEdge(kind.queue(), PUTTING.get(put), TAKING.get(take));
    }

    @DisplayName("an edge through the other methods of a deque")
    @Test
    void deque() throws Exception {
        BlockingDeque<Object> deque = new LinkedBlockingDeque<>();
        assertEdge(deque, BlockingDeque::putFirst, BlockingDeque::takeLast);
    }

    @DisplayName("an edge through transfer")
    @Test
    void transfer() throws Exception {
        TransferQueue<Object> queue = new LinkedTransferQueue<>();
        assertEdge(queue, TransferQueue::transfer, TransferQueue::take);
    }

    @DisplayName("an edge through a queue that does not block")
    @Test
    void linkedQueue() throws Exception {
        assertEdge(new ConcurrentLinkedQueue<>(), ConcurrentLinkedQueue::add, queue -> until(queue::poll));
    }

    @DisplayName("an edge through a deque that does not block")
    @Test
    void linkedDeque() throws Exception {
        assertEdge(new ConcurrentLinkedDeque<>(), ConcurrentLinkedDeque::push, queue -> until(queue::pollLast));
    }

    private <Q> void assertEdge(Q queue, Putting<? super Q> putting, Taking<? super Q> taking) throws Exception {
        Element<String> element = new Element<>("e");
        start("A", () -> {
            log.write(1);
            putting.put(queue, element);
        });
        in("B", () -> {
            assertThat(taking.take(queue)).isSameAs(element);
            assertThat(id()).isEqualTo("B");
            log.write(2);
        });
        assertThat(line(2).via(line(1).id())).isEqualTo("queue");
    }

    @DisplayName("each time that an element waits in a queue with nodes has an edge of its own")
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LINKED_QUEUE", "LINKED_DEQUE"})
    void twice(Kind kind) throws Exception {
        BlockingQueue<Object> queue = kind.queue();
        BlockingQueue<Object> other = kind.queue();
        Element<String> element = new Element<>("e");
        putOnThread(1, queue, element);
        putOnThread(2, queue, element);
        putOnThread(3, other, element);
        takeOnThread(4, queue);
        takeOnThread(5, queue);
        takeOnThread(6, other);
        assertThat(line(4).after()).containsExactly(line(1).id());
        assertThat(line(5).after()).containsExactly(line(2).id());
        assertThat(line(6).after()).containsExactly(line(3).id());
    }

    @NoAgentNeeded
    @DisplayName("an element that waits twice in a queue without nodes has no edge")
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ARRAY", "PRIORITY", "TRANSFER", "DELAY"})
    void twiceWithoutNodes(Kind kind) throws Exception {
        BlockingQueue<Object> queue = kind.queue();
        Element<String> element = new Element<>("e");
        putOnThread(1, queue, element);
        putOnThread(2, queue, element);
        takeOnThread(3, queue);
        takeOnThread(4, queue);
        assertThat(line(3).after()).isEmpty();
        assertThat(line(4).after()).isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("an element that waits in two queues without nodes has no edge")
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ARRAY", "PRIORITY", "TRANSFER", "DELAY"})
    void inTwoQueues(Kind kind) throws Exception {
        BlockingQueue<Object> queue = kind.queue();
        Element<String> element = new Element<>("e");
        putOnThread(1, queue, element);
        putOnThread(2, kind.queue(), element);
        takeOnThread(3, queue);
        assertThat(line(3).after()).isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("nobody who has put an element comes before who takes it if it was removed, and put again by another")
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SYNCHRONOUS", "FAIR_SYNCHRONOUS"})
    void removed(Kind kind) throws Exception {
        List<Taking<BlockingQueue<Object>>> removals = List.of(
                queue -> {
                    queue.clear();
                    return "";
                },
                queue -> queue.remove(queue.peek()),
                queue -> queue.drainTo(new ArrayList<>()),
                queue -> {
                    Iterator<Object> all = queue.iterator();
                    all.next();
                    all.remove();
                    return "";
                });
        int event = 0;
        for (Taking<BlockingQueue<Object>> removal : removals) {
            BlockingQueue<Object> queue = kind.queue();
            Element<String> element = new Element<>("e");
            putOnThread(event, queue, element);
            apart("", () -> removal.take(queue));
            putOnThread(event + 1, queue, element);
            takeOnThread(event + 2, queue);
            event += 3;
        }
        List<Line> lines = log.end();
        for (int i = 0; i < event; i += 3) {
            String first = lines.get(i).id();
            assertThat(lines.get(i + 2).after()).doesNotContain(first);
        }
    }

    @DisplayName("an offer that is refused leaves nothing behind")
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ARRAY", "SYNCHRONOUS", "FAIR_SYNCHRONOUS"})
    void refused(Kind kind) throws Exception {
        BlockingQueue<Object> queue = kind.queue();
        while (kind.holds() && queue.offer(new Element<>("filler"))) {
            Thread.onSpinWait();
        }
        Element<String> element = new Element<>("e");
        apart("A", () -> {
            log.write(1);
            assertThat(queue.offer(element)).isFalse();
            assertThat(queue.offer(element, 1, TimeUnit.MILLISECONDS)).isFalse();
        });
        queue.clear();
        start("B", () -> {
            log.write(2);
            queue.put(element);
        });
        takeOnThread(3, queue);
        assertThat(line(3).after()).containsExactly(line(2).id());
    }

    @DisplayName("the queues of executors have no edges")
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "DELAY")
    @SuppressWarnings("unchecked")
    void pools(Kind kind) throws Exception {
        BlockingQueue<Runnable> queue = (BlockingQueue<Runnable>) (BlockingQueue<?>) kind.queue();
        // A worker that has just run a task may not wait for the next one yet: each of the three may need a thread.
        ThreadPoolExecutor pool = new ThreadPoolExecutor(kind.holds() ? 1 : 0, 3, 1, TimeUnit.MINUTES, queue);
        try {
            assertNoQueueEdges(pool);
        } finally {
            pool.shutdown();
        }
    }

    @DisplayName("nor has the queue of a scheduled executor")
    @Test
    void scheduledPool() throws Exception {
        assertNoQueueEdges(pools.with(new ScheduledThreadPoolExecutor(1)));
    }

    private void assertNoQueueEdges(ExecutorService pool) throws Exception {
        for (int i = 0; i < 6; i += 2) {
            int event = i;
            CountDownLatch ran = new CountDownLatch(1);
            apart("A", () -> {
                log.write(event);
                pool.execute(new Task(() -> {
                    log.write(event + 1);
                    ran.countDown();
                }));
            });
            assertThat(ran.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(log.end()).flatMap(Line::via).isNotEmpty().doesNotContain("queue");
    }

    /** A runnable that has a place in a priority queue. */
    private record Task(Runnable action) implements Runnable, Comparable<Task> {
        @Override
        public void run() {
            action.run();
        }

        @Override
        public int compareTo(Task other) {
            return 0;
        }
    }

    private void putOnThread(int event, BlockingQueue<Object> queue, Object element) throws Exception {
        apart("A" + event, () -> {
            log.write(event);
            queue.put(element);
        });
    }

    private void takeOnThread(int event, BlockingQueue<Object> queue) throws Exception {
        apart("B" + event, () -> {
            queue.take();
            log.write(event);
        });
    }

    private static void start(String id, Vocabulary.Action action) {
        new Thread(() -> in(id, action)).start();
    }

    private Line line(int event) throws Exception {
        if (lines.isEmpty()) {
            lines.addAll(log.end());
        }
        return lines.stream().filter(line -> line.event() == event).findAny().orElseThrow();
    }
}
