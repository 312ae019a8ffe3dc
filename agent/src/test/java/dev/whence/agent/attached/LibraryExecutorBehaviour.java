package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.util.concurrent.MoreExecutors;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.context.LogicalStack;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.SerializedExecutor;
import org.jboss.threads.EnhancedQueueExecutor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 58: the executors of libraries run each task in the correlation of its submitter. */
@SuppressWarnings("FutureReturnValueIgnored")
class LibraryExecutorBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    private record Service(String name, Supplier<ExecutorService> maker) {}

    private static Stream<Service> services() {
        return Stream.of(
                new Service("Netty's event loop", LibraryExecutorBehaviour::eventLoop),
                new Service("Netty's executor", DefaultEventExecutor::new),
                new Service("Tomcat's pool", LibraryExecutorBehaviour::tomcatPool),
                new Service("JBoss Threads' pool", LibraryExecutorBehaviour::jbossPool),
                new Service(
                        "Guava's listening one in front of Netty's",
                        () -> MoreExecutors.listeningDecorator(new DefaultEventExecutor())));
    }

    private static ExecutorService eventLoop() {
        return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    private static ExecutorService tomcatPool() {
        TaskQueue queue = new TaskQueue();
        org.apache.tomcat.util.threads.ThreadPoolExecutor pool = new org.apache.tomcat.util.threads.ThreadPoolExecutor(
                1, 1, 1, MINUTES, queue, new TaskThreadFactory("tomcat-", true, Thread.NORM_PRIORITY));
        queue.setParent(pool);
        return pool;
    }

    private static ExecutorService jbossPool() {
        return new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(1)
                .setMaximumPoolSize(1)
                .setThreadFactory(Executors.defaultThreadFactory())
                .build();
    }

    static Stream<Arguments> servicesAndSubmissions() {
        return services().flatMap(service -> Submission.all()
                .map(submission -> argumentSet(service.name + ", " + submission, service.maker, submission)));
    }

    @DisplayName("58, 59: a service whose thread is started by a task of A")
    @ParameterizedTest
    @MethodSource("servicesAndSubmissions")
    void service(Supplier<ExecutorService> maker, Submission submission) throws Exception {
        ExecutorService service = pools.with(maker.get());
        for (String id : List.of("A", "C", "", "A")) {
            in(id, () -> submission.submit(service, seen));
            assertThat(seen.next()).isEqualTo(id);
        }
    }

    private record Plain(String name, Maker maker) {
        interface Maker {
            Executor make(Pools pools) throws Exception;
        }

        Executor make(Pools pools) {
            try {
                return maker.make(pools);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Plain> executors() {
        Stream<Plain> plain = Stream.of(
                new Plain("Jetty's pool", pools -> started(new QueuedThreadPool(4, 1))),
                new Plain("Jetty's pool with threads in reserve", pools -> started(reserving(new QueuedThreadPool(4)))),
                new Plain(
                        "Jetty's one after another on its pool",
                        pools -> new SerializedExecutor(started(new QueuedThreadPool(4, 1)))),
                new Plain(
                        "Guava's one after another on a pool",
                        pools -> MoreExecutors.newSequentialExecutor(pools.single())),
                new Plain(
                        "Guava's one after another on Netty's",
                        pools -> MoreExecutors.newSequentialExecutor(pools.with(new DefaultEventExecutor()))));
        return Stream.concat(
                plain, services().map(service -> new Plain(service.name, pools -> pools.with(service.maker.get()))));
    }

    private static QueuedThreadPool reserving(QueuedThreadPool pool) {
        pool.setReservedThreads(1);
        return pool;
    }

    private static QueuedThreadPool started(QueuedThreadPool pool) throws Exception {
        pool.setDaemon(true);
        pool.start();
        return pool;
    }

    @DisplayName("58, 59: tasks of A, C and none that wait side by side, submitted by tasks of the same executor")
    @ParameterizedTest
    @MethodSource("executors")
    void interleaved(Plain plain) {
        Executor executor = plain.make(pools);
        Gate gate = new Gate();
        executor.execute(gate::pass);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = List.of("A", "C", "").get(i % 3);
            String name = "submitted in '" + id + "', run in '";
            in(id, () -> executor.execute(() -> executor.execute(() -> seen.note(name + Vocabulary.id() + "'"))));
            expected.add(name + id + "'");
        }
        gate.open();
        assertThat(seen.next(30)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @DisplayName("58: Jetty's pool with virtual threads")
    @EnabledForJreRange(min = JAVA_21)
    @Test
    void virtualThreads() throws Exception {
        QueuedThreadPool pool = new QueuedThreadPool(4, 1);
        Executor virtual = org.eclipse.jetty.util.VirtualThreads.getDefaultVirtualThreadsExecutor();
        pool.setVirtualThreadsExecutor(virtual);
        started(pool);
        for (Executor executor : List.of(pool, virtual)) {
            for (String id : List.of("A", "C", "")) {
                in(id, () -> executor.execute(seen::here));
                assertThat(seen.next()).isEqualTo(id);
            }
        }
    }

    @DisplayName("62: Netty: what is scheduled once keeps its scheduler's")
    @ParameterizedTest
    @MethodSource("schedulers")
    void scheduled(Supplier<ScheduledExecutorService> maker) {
        ScheduledExecutorService scheduler = pools.with(maker.get());
        for (long delay : new long[] {0, 1, 20}) {
            in("A", () -> scheduler.schedule((Runnable) seen::here, delay, MILLISECONDS));
            assertThat(seen.next()).isEqualTo("A");
            in("C", () -> scheduler.schedule(seen::here, delay, MILLISECONDS));
            assertThat(seen.next()).isEqualTo("C");
            in("", () -> scheduler.schedule(seen::here, delay, MILLISECONDS));
            assertThat(seen.next()).isEmpty();
        }
    }

    @DisplayName("62: Netty: what a task of A on the event loop schedules runs in A")
    @ParameterizedTest
    @MethodSource("schedulers")
    void scheduledFromLoop(Supplier<ScheduledExecutorService> maker) {
        ScheduledExecutorService scheduler = pools.with(maker.get());
        in("A", () -> scheduler.execute(() -> scheduler.schedule(seen::here, 20, MILLISECONDS)));
        in("C", () -> scheduler.execute(() -> scheduler.schedule(seen::here, 1, MILLISECONDS)));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "C");
    }

    @DisplayName("67: Netty: each periodic run is its own operation")
    @ParameterizedTest
    @MethodSource("schedulers")
    void periodic(Supplier<ScheduledExecutorService> maker) {
        ScheduledExecutorService scheduler = pools.with(maker.get());
        ScheduledFuture<?> runs = in("A", () -> scheduler.scheduleAtFixedRate(seen::here, 0, 5, MILLISECONDS));
        List<String> ids = seen.next(3);
        runs.cancel(false);
        assertThat(ids).doesNotContain("A", "").doesNotHaveDuplicates();
    }

    static Stream<Arguments> schedulers() {
        Supplier<ExecutorService> loop = LibraryExecutorBehaviour::eventLoop;
        Supplier<ExecutorService> executor = DefaultEventExecutor::new;
        return Stream.of(argumentSet("event loop", loop), argumentSet("executor", executor));
    }

    @DisplayName("a logical stack has one boundary, and nothing of the library")
    @FullStacksNeeded
    @ParameterizedTest
    @MethodSource("executors")
    void logicalStack(Plain plain) {
        assertStack(executor -> executor.execute(this::look), "execute", plain.make(pools));
    }

    private final BlockingQueue<LogicalStack> stacks = new LinkedBlockingQueue<>();

    private void look() {
        stacks.add(LogicalStack.current());
    }

    private interface Hop {
        void make(Executor executor);
    }

    private void assertStack(Hop hop, String boundary, Executor executor) {
        hop.make(executor);
        await().until(() -> !stacks.isEmpty());
        List<String> stack = stacks.remove().frames().stream()
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName())
                .toList();
        assertThat(stack).startsWith("LibraryExecutorBehaviour.look", "Async." + boundary);
        assertThat(stack.get(2)).startsWith("LibraryExecutorBehaviour.lambda");
        assertThat(stack.stream().filter(frame -> frame.startsWith("Async.") && !frame.equals("Async.more")))
                .hasSize(1);
    }

    @DisplayName("a logical stack names the way in which a task was given to Netty")
    @FullStacksNeeded
    @Test
    void logicalStackOfNetty() {
        DefaultEventExecutor netty = pools.with(new DefaultEventExecutor());
        assertStack(executor -> netty.submit(this::look), "submit", netty);
        assertStack(executor -> netty.schedule(this::look, 1, MILLISECONDS), "schedule", netty);
    }
}
