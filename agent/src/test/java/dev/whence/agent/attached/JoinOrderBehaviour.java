package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static dev.whence.agent.attached.Vocabulary.meet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who has waited for the parts of something comes after all that they have logged, and after nothing else. */
@SuppressWarnings("FutureReturnValueIgnored")
class JoinOrderBehaviour {
    private static final int PARTS = 64;
    private static final int READER = PARTS;

    @AutoClose
    private final Pools pools = new Pools();

    private CausalLog log;

    @BeforeEach
    void beginLog(@TempDir Path folder) {
        log = new CausalLog(folder.resolve("log.json"));
    }

    /** Something that calls code for each number below {@link #PARTS}, in parallel, and waits for it. */
    private interface Parallel {
        Object forEach(IntConsumer part);
    }

    @DisplayName("who waits for a parallel computation comes after each part")
    @ParameterizedTest
    @MethodSource
    void parallel(Parallel computation) throws Exception {
        CountDownLatch severalThreads = new CountDownLatch(2);
        elsewhere("A", () -> {
            computation.forEach(part -> {
                meet(severalThreads);
                log.write(part);
            });
            log.write(READER);
        });
        assertThat(before(READER)).containsExactlyElementsOf(numbers(PARTS));
    }

    static Stream<Arguments> parallel() {
        return Stream.of(
                action("forEach", part -> parts().forEach(part)),
                action("forEachOrdered", part -> parts().map(i -> part(part, i)).forEachOrdered(i -> {})),
                value("reduction", part -> parts().map(i -> part(part, i)).sum()),
                value("collection", part -> parts().mapToObj(i -> part(part, i)).toList()),
                value(
                        "sorted",
                        part -> parts().map(i -> part(part, i)).sorted().skip(1).toArray()),
                value("search", part -> parts().map(i -> part(part, i)).anyMatch(i -> i < 0)),
                action("parallelSetAll", part -> Arrays.parallelSetAll(new int[PARTS], i -> part(part, i))),
                action("map, forEach", part -> map().forEach(1, (key, value) -> part.accept(value))),
                value("map, reduce", part -> map().reduceValues(1, value -> part(part, value), Math::max)));
    }

    private static IntStream parts() {
        return IntStream.range(0, PARTS).parallel();
    }

    private static Arguments action(String name, Consumer<IntConsumer> computation) {
        return value(name, part -> {
            computation.accept(part);
            return "done";
        });
    }

    private static Arguments value(String name, Parallel computation) {
        return argumentSet(name, computation);
    }

    private static int part(IntConsumer code, int i) {
        code.accept(i);
        return i;
    }

    private static ConcurrentHashMap<Integer, Integer> map() {
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        numbers(PARTS).forEach(i -> map.put(i, i));
        return map;
    }

    /** Each task runs on a thread of its own: in the caller they would be in order anyway. */
    @DisplayName("who has invoked several fork/join tasks comes after all of them")
    @ParameterizedTest
    @MethodSource
    void invokeAll(Consumer<List<ForkJoinTask<?>>> invokeAll) throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        List<ForkJoinTask<?>> tasks = numbers(3).stream()
                .<ForkJoinTask<?>>map(i -> ForkJoinTask.adapt(() -> {
                    meet(all);
                    log.write(i);
                }))
                .toList();
        elsewhere("A", () -> {
            invokeAll.accept(tasks);
            log.write(READER);
        });
        assertThat(before(READER)).containsExactly(0, 1, 2);
    }

    static Stream<Arguments> invokeAll() {
        return Stream.of(
                invokeAll("array", tasks -> ForkJoinTask.invokeAll(tasks.toArray(new ForkJoinTask<?>[0]))),
                invokeAll("ArrayList", tasks -> ForkJoinTask.invokeAll(new ArrayList<>(tasks))),
                invokeAll("immutable list", tasks -> ForkJoinTask.invokeAll(List.copyOf(tasks))),
                invokeAll("set", tasks -> ForkJoinTask.invokeAll(new LinkedHashSet<>(tasks))));
    }

    private static Arguments invokeAll(String name, Consumer<List<ForkJoinTask<?>>> invokeAll) {
        return argumentSet(name, invokeAll);
    }

    /** The first of two children is held until the second has completed its part. */
    @DisplayName("onCompletion comes after both children, and who waits for the root after all")
    @RepeatedTest(3)
    void completion() throws Exception {
        Gate second = new Gate();
        Root root = new Root(
                () -> {
                    second.pass();
                    log.write(0);
                },
                () -> {
                    log.write(1);
                    second.open();
                },
                () -> log.write(2));
        elsewhere("A", () -> {
            pools.forkJoin().submit(root).get(SECONDS, TimeUnit.SECONDS);
            log.write(READER);
        });
        Map<Integer, Set<Integer>> before = before();
        assertThat(before.get(2)).containsExactly(0, 1);
        assertThat(before.get(READER)).containsExactly(0, 1, 2);
    }

    @NoAgentNeeded
    @DisplayName("who gets a root that was completed by force does not come after a part that still runs")
    @Test
    void completedByForce() throws Exception {
        Gate running = new Gate();
        Gate over = new Gate();
        Gate ended = new Gate();
        Root root = new Root(
                () -> {
                    log.write(0);
                    running.open();
                    over.pass();
                    log.write(1);
                    ended.open();
                },
                () -> {},
                () -> {});
        pools.forkJoin().execute(root);
        running.pass();
        elsewhere("A", () -> {
            root.quietlyComplete();
            over.open();
            ended.pass();
            root.join();
            log.write(READER);
        });
        assertThat(before(READER)).isEmpty();
    }

    private static final class Root extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;
        private final transient Runnable one;
        private final transient Runnable other;
        private final transient Runnable completion;

        Root(Runnable one, Runnable other, Runnable completion) {
            this.one = one;
            this.other = other;
            this.completion = completion;
        }

        @Override
        public void compute() {
            setPendingCount(2);
            new Part(this, one).fork();
            new Part(this, other).fork();
            tryComplete();
        }

        @Override
        public void onCompletion(CountedCompleter<?> caller) {
            completion.run();
        }
    }

    private static final class Part extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;
        private final transient Runnable code;

        Part(CountedCompleter<?> parent, Runnable code) {
            super(parent);
            this.code = code;
        }

        @Override
        public void compute() {
            code.run();
            tryComplete();
        }
    }

    @DisplayName("who joins a thread comes after what that has logged, and what its starter had")
    @ParameterizedTest
    @MethodSource
    void thread(Function<Runnable, Thread> start, Set<Integer> logged) throws Exception {
        AtomicReference<Thread> started = new AtomicReference<>();
        Gate isStarted = new Gate();
        Gate isJoined = new Gate();
        Thread joiner = new Thread(() -> {
            isStarted.pass();
            join(started.get());
            log.write(READER);
            isJoined.open();
        });
        joiner.start();
        elsewhere("A", () -> {
            log.write(0);
            started.set(start.apply(() -> logged.forEach(log::write)));
        });
        isStarted.open();
        isJoined.pass();
        Set<Integer> past = new TreeSet<>(logged);
        past.add(0);
        assertThat(before(READER)).containsExactlyElementsOf(past);
    }

    static Stream<Arguments> thread() {
        Stream<Arguments> platform = threads("platform", body -> {
            Thread thread = new Thread(body);
            thread.start();
            return thread;
        });
        return ProgramThreads.HAVE_VIRTUAL
                ? Stream.concat(platform, threads("virtual", Jdk21::startVirtualThread))
                : platform;
    }

    private static Stream<Arguments> threads(String kind, Function<Runnable, Thread> start) {
        return Stream.of(
                argumentSet(kind + ", silent", start, Set.of()), argumentSet(kind + ", speaking", start, Set.of(1)));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @EnabledForJreRange(min = JAVA_21)
    @DisplayName("96: the owner of a scope comes after all its subtasks")
    @RepeatedTest(3)
    void scope() throws Exception {
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                numbers(3).forEach(i -> scope.fork(() -> write(i)));
                scope.join();
                log.write(READER);
            }
        });
        assertThat(before(READER)).containsExactly(0, 1, 2);
    }

    @EnabledForJreRange(min = JAVA_21)
    @DisplayName(
            "96: the owner of a cancelled scope comes after the subtask whose result it reads, and at last after all")
    @Test
    void cancelledScope() throws Exception {
        Gate slowHasLogged = new Gate();
        Gate slowMayEnd = new Gate();
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = Jdk21.Scope.ofAny()) {
                scope.fork(() -> {
                    write(0);
                    slowHasLogged.open();
                    passInSpiteOfInterrupts(slowMayEnd);
                    return "slow";
                });
                scope.fork(() -> {
                    slowHasLogged.pass();
                    write(1);
                    return "fast";
                });
                assertThat(scope.join()).isEqualTo("fast");
                log.write(2);
                slowMayEnd.open();
            }
            log.write(READER);
        });
        Map<Integer, Set<Integer>> before = before();
        assertThat(before.get(2)).containsExactly(1);
        assertThat(before.get(READER)).containsExactly(0, 1, 2);
    }

    private static void passInSpiteOfInterrupts(Gate gate) {
        try {
            gate.pass();
        } catch (IllegalStateException interrupted) {
            gate.pass();
        }
    }

    @EnabledForJreRange(min = JAVA_21)
    @DisplayName("96: the owner of a scope comes after the subtask that failed")
    @Test
    void failedScope() throws Exception {
        elsewhere("A", () -> {
            Object subtask;
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                subtask = scope.fork(() -> {
                    write(0);
                    throw new IllegalStateException("fails");
                });
                assertThat(catchThrowable(scope::join)).hasRootCauseMessage("fails");
                assertThat(Jdk21.Scope.failureOf(subtask)).hasMessage("fails");
                log.write(READER);
            }
        });
        assertThat(before(READER)).containsExactly(0);
    }

    private String write(int event) {
        log.write(event);
        return "done";
    }

    private static List<Integer> numbers(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private Set<Integer> before(int event) throws Exception {
        return before().get(event);
    }

    /** For each event those that precede it, as the lines tell. */
    private Map<Integer, Set<Integer>> before() throws Exception {
        Map<String, Line> lines = new HashMap<>();
        Map<Integer, Set<Integer>> before = new HashMap<>();
        for (Line line : log.end()) {
            Set<Integer> past = new TreeSet<>();
            for (String id : line.predecessors()) {
                int earlier = lines.get(id).event();
                past.add(earlier);
                past.addAll(before.get(earlier));
            }
            lines.put(line.id(), line);
            before.put(line.event(), past);
        }
        return before;
    }

    /** A future that notes whether it is asked for its state. */
    private static final class Watching extends FutureTask<String> {
        private final AtomicBoolean isAsked = new AtomicBoolean();

        Watching(Runnable code) {
            super(code, "done");
        }

        @Override
        public boolean isCancelled() {
            isAsked.set(true);
            return super.isCancelled();
        }
    }

    @DisplayName(
            "who gets the result of a future of the program's own class comes after it, and that is not asked for anything")
    @Test
    void ownFuture() throws Exception {
        Watching future = new Watching(() -> log.write(0));
        in("A", () -> pools.single().execute(future));
        elsewhere("C", () -> {
            future.get(SECONDS, TimeUnit.SECONDS);
            log.write(READER);
        });
        assertThat(before(READER)).containsExactly(0);
        assertThat(future.isAsked).isFalse();
    }
}
