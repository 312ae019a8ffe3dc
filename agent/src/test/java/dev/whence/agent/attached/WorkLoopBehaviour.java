package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is begun in an operation and waits for work again and again belongs to nobody, and what waits for its own keeps it. */
@SuppressWarnings("FutureReturnValueIgnored")
class WorkLoopBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    /** A source of work: somebody gives, and the loop takes, by whatever way of waiting. */
    private interface Source {
        void give(String work) throws Exception;

        String take() throws Exception;
    }

    @NoAgentNeeded
    @DisplayName("a thread that is begun in A and takes work again and again has A's context at most for the first")
    @ParameterizedTest
    @MethodSource("sources")
    void thread(Source source) throws Exception {
        serves(source, body -> new Thread(body).start());
    }

    @NoAgentNeeded
    @DisplayName("and so has the task of an executor, raw or in a future")
    @ParameterizedTest
    @MethodSource("sources")
    void task(Source source) throws Exception {
        serves(source, pools.single()::execute);
    }

    @NoAgentNeeded
    @DisplayName("a loop in a future, a stage, a fork/join task")
    @ParameterizedTest
    @MethodSource
    void kinds(Consumer<Runnable> begin) throws Exception {
        serves(new OfQueue(new LinkedBlockingQueue<>()), begin);
        serves(new OfMonitor(), begin);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                argumentSet("submit", (Consumer<Runnable>) Executors.newSingleThreadExecutor()::submit),
                argumentSet("runAsync", (Consumer<Runnable>) CompletableFuture::runAsync),
                argumentSet("thenRunAsync", (Consumer<Runnable>) body -> CompletableFuture.completedFuture("now")
                        .thenRunAsync(body, Executors.newSingleThreadExecutor())),
                argumentSet("a thread with a future", (Consumer<Runnable>)
                        body -> new Thread(new FutureTask<>(body, null)).start()));
    }

    @NoAgentNeeded
    @DisplayName("and a virtual thread")
    @EnabledForJreRange(min = JRE.JAVA_21)
    @ParameterizedTest
    @MethodSource("sources")
    void virtualThread(Source source) throws Exception {
        serves(source, Jdk21::startVirtualThread);
    }

    @DisplayName("its logical stack no longer shows who has begun it")
    @Test
    void logicalStack() throws Exception {
        Seen stacks = new Seen(() -> LogicalStack.current().toString().contains("Async.") ? "begun" : "nobody's");
        OfQueue source = new OfQueue(new LinkedBlockingQueue<>());
        in("A", () -> new Thread(() -> loop(source, work -> stacks.here())).start());
        for (String work : List.of("1", "2", "3")) {
            source.give(work);
        }
        assertThat(stacks.next(3)).containsExactly("begun", "nobody's", "nobody's");
        source.give("");
    }

    private void serves(Source source, Consumer<Runnable> begin) throws Exception {
        in(
                "A",
                () -> begin.accept(() -> loop(source, work -> {
                    seen.here();
                    pools.single().execute(seen::here);
                })));
        List<String> others = new ArrayList<>();
        source.give("first");
        seen.next(2);
        for (String operation : List.of("B", "C", "D")) {
            in(operation, () -> source.give(operation));
            others.addAll(seen.next(2));
        }
        assertThat(others).containsOnly("");
        source.give("");
    }

    private static void loop(Source source, Consumer<String> worker) {
        try {
            for (String work = source.take(); !work.isEmpty(); work = source.take()) {
                worker.accept(work);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> sources() throws IOException {
        return Stream.of(
                argumentSet("LinkedBlockingQueue.take", new OfQueue(new LinkedBlockingQueue<>())),
                argumentSet("ArrayBlockingQueue.take", new OfQueue(new ArrayBlockingQueue<>(4))),
                argumentSet("LinkedBlockingDeque.take", new OfQueue(new LinkedBlockingDeque<>())),
                argumentSet("PriorityBlockingQueue.take", new OfQueue(new PriorityBlockingQueue<>())),
                argumentSet("SynchronousQueue.take", new OfQueue(new SynchronousQueue<>())),
                argumentSet("LinkedTransferQueue.take", new OfQueue(new LinkedTransferQueue<>())),
                argumentSet("poll", new Polled(new LinkedBlockingQueue<>())),
                argumentSet("ArrayBlockingQueue.poll", new Polled(new ArrayBlockingQueue<>(4))),
                argumentSet("SynchronousQueue.poll", new Polled(new SynchronousQueue<>())),
                argumentSet("LinkedBlockingDeque.pollLast", new PolledLast()),
                argumentSet("DelayQueue.take", new OfDelayQueue()),
                argumentSet("a condition", new OfCondition()),
                argumentSet("a monitor", new OfMonitor()),
                argumentSet("a selector", new OfSelector()),
                argumentSet("a server socket", new OfServer()));
    }

    private record OfQueue(BlockingQueue<String> queue) implements Source {
        @Override
        public void give(String work) throws InterruptedException {
            queue.put(work);
        }

        @Override
        public String take() throws InterruptedException {
            return queue.take();
        }
    }

    private record Polled(BlockingQueue<String> queue) implements Source {
        @Override
        public void give(String work) throws InterruptedException {
            queue.put(work);
        }

        @Override
        public String take() throws InterruptedException {
            String work = null;
            while (work == null) {
                work = queue.poll(5, TimeUnit.SECONDS);
            }
            return work;
        }
    }

    private static final class PolledLast implements Source {
        private final LinkedBlockingDeque<String> deque = new LinkedBlockingDeque<>();

        @Override
        public void give(String work) {
            deque.addFirst(work);
        }

        @Override
        public String take() throws InterruptedException {
            String work = null;
            while (work == null) {
                work = deque.pollLast(5, TimeUnit.SECONDS);
            }
            return work;
        }
    }

    private static final class OfDelayQueue implements Source {
        private final DelayQueue<Element<String>> queue = new DelayQueue<>();

        @Override
        public void give(String work) {
            queue.add(new Element<>(work));
        }

        @Override
        public String take() throws InterruptedException {
            return queue.take().content();
        }
    }

    private static final class OfCondition implements Source {
        private final Lock lock = new ReentrantLock();
        private final Condition given = lock.newCondition();
        private final Queue<String> queue = new ArrayDeque<>();

        @Override
        public void give(String work) {
            lock.lock();
            try {
                queue.add(work);
                given.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public String take() throws InterruptedException {
            lock.lock();
            try {
                do {
                    given.await(1, TimeUnit.MILLISECONDS);
                } while (queue.isEmpty());
                return queue.remove();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class OfMonitor implements Source {
        private final Queue<String> queue = new ArrayDeque<>();

        @Override
        public synchronized void give(String work) {
            queue.add(work);
            notifyAll();
        }

        @Override
        public synchronized String take() throws InterruptedException {
            do {
                wait(1);
            } while (queue.isEmpty());
            return queue.remove();
        }
    }

    private static final class OfSelector implements Source {
        private final Selector selector = Selector.open();
        private final DatagramChannel channel = DatagramChannel.open();

        OfSelector() throws IOException {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }

        @Override
        public void give(String work) throws IOException {
            try (DatagramChannel sender = DatagramChannel.open()) {
                sender.send(ByteBuffer.wrap((work + ".").getBytes(UTF_8)), channel.getLocalAddress());
            }
        }

        @Override
        public String take() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            do {
                selector.select();
                selector.selectedKeys().clear();
            } while (channel.receive(buffer) == null);
            return new String(buffer.array(), 0, buffer.position() - 1, UTF_8);
        }
    }

    private static final class OfServer implements Source {
        private final ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());

        OfServer() throws IOException {}

        @Override
        public void give(String work) throws IOException {
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                socket.getOutputStream().write(work.getBytes(UTF_8));
            }
        }

        @Override
        public String take() throws IOException {
            try (Socket socket = server.accept()) {
                return new String(socket.getInputStream().readAllBytes(), UTF_8);
            }
        }
    }

    @DisplayName("a task that waits for its own keeps A's context")
    @ParameterizedTest
    @MethodSource
    void keeps(Callable<?> wait) {
        Consumer<Runnable> thread = body -> new Thread(body).start();
        for (Consumer<Runnable> begin : List.of(thread, pools.single()::execute, pools.single()::submit)) {
            in(
                    "A",
                    () -> begin.accept(() -> {
                        for (int i = 0; i < 3; i++) {
                            call(wait);
                        }
                        seen.here();
                    }));
            assertThat(seen.next()).isEqualTo("A");
        }
    }

    static Stream<Arguments> keeps() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ExecutorCompletionService<String> results = new ExecutorCompletionService<>(pool);
        ReentrantLock lock = new ReentrantLock();
        return Stream.of(
                own("join", () -> {
                    Thread thread = new Thread(() -> {});
                    thread.start();
                    thread.join();
                    return null;
                }),
                own("get", () -> pool.submit(() -> "done").get()),
                own("CompletableFuture.join", () -> CompletableFuture.supplyAsync(() -> "done", pool)
                        .join()),
                own("a latch", () -> {
                    CountDownLatch latch = new CountDownLatch(1);
                    pool.execute(latch::countDown);
                    latch.await();
                    return null;
                }),
                own("a lock", () -> {
                    lock.lock();
                    try {
                        return lock.isHeldByCurrentThread();
                    } finally {
                        lock.unlock();
                    }
                }),
                own("a sleep", () -> {
                    Thread.sleep(1);
                    return null;
                }),
                own("a new queue each time", () -> {
                    BlockingQueue<String> answer = new SynchronousQueue<>();
                    pool.execute(() -> answer.offer("done"));
                    return answer.poll(100, TimeUnit.MILLISECONDS);
                }),
                own("a completion service", () -> {
                    results.submit(() -> "done");
                    Future<String> result = results.take();
                    return result.get();
                }),
                own("a read", () -> {
                    PipedOutputStream out = new PipedOutputStream();
                    PipedInputStream in = new PipedInputStream(out);
                    pool.execute(() -> {
                        try (out) {
                            out.write(1);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    return in.readAllBytes();
                }));
    }

    private static Arguments own(String name, Callable<?> wait) {
        return argumentSet(name, wait);
    }

    private static void call(Callable<?> wait) {
        try {
            wait.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("a task that waits in a pool of connections again and again keeps A's context")
    @Test
    void connections() {
        HikariConfig config = new HikariConfig();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:waiting");
        config.setDataSource(database);
        config.setMaximumPoolSize(1);
        try (HikariDataSource connections = new HikariDataSource(config)) {
            in("A", () -> pools.single().execute(() -> {
                for (int i = 0; i < 4; i++) {
                    borrowWhenFree(connections);
                    seen.here();
                }
            }));
            assertThat(seen.next(4)).containsOnly("A");
        }
    }

    /** Somebody else has the only connection, and gives it back when this thread waits for it. */
    private void borrowWhenFree(HikariDataSource connections) {
        Gate taken = new Gate();
        in("", () -> pools.single().execute(() -> {
            try (Connection other = connections.getConnection()) {
                taken.open();
                while (connections.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
                    Thread.onSpinWait();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        taken.pass();
        try {
            connections.getConnection().close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("one take of a result keeps A's context, and a scope of the program's own stays")
    @Test
    void once() throws Exception {
        BlockingQueue<String> result = new LinkedBlockingQueue<>();
        in("A", () -> new Thread(() -> {
                    call(result::take);
                    seen.here();
                })
                .start());
        result.put("done");
        assertThat(seen.next()).isEqualTo("A");
        in("A", () -> new Thread(() -> in("own", () -> {
                    for (int i = 0; i < 3; i++) {
                        result.take();
                        seen.note(Vocabulary.correlationId());
                    }
                }))
                .start());
        for (int i = 0; i < 3; i++) {
            result.put("done");
        }
        assertThat(seen.next(3)).containsOnly("own");
        assertThat(id()).isEmpty();
    }
}
