package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stack trace goes on, past the end of its task, with the code that handed the task over. */
@FullStacksNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class StackBehaviour {
    private static final int LONG = 10_000;

    @AutoClose
    private final Pools pools = new Pools();

    private final Thrower thrower = new Thrower();
    private final Seen seen = new Seen();

    @DisplayName("an exception that leaves a task")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Hop#all")
    void hop(Hop hop) throws Exception {
        registrar(hop, thrower);
        assertStitched(thrower.thrownOnThreadThatEnds(pools), hop.boundary());
    }

    @DisplayName("an exception that leaves a task on a virtual thread")
    @EnabledForJreRange(min = JAVA_21)
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Hop#ofVirtualThreads")
    void virtualHop(Hop hop) throws Exception {
        registrar(hop, thrower);
        assertStitched(thrower.thrownOnThreadThatEnds(pools), hop.boundary());
    }

    private void registrar(Hop hop, Runnable body) throws Exception {
        hop.start(pools, body);
    }

    @DisplayName("an exception that leaves a continuation")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#all")
    void continuation(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        CompletionStage<?> stage = registrar(continuation, sources);
        elsewhere("B", () -> continuation.trigger(sources));
        await().until(stage.toCompletableFuture()::isDone);
        assertStitched(thrower.thrown(), continuation.method());
    }

    private CompletionStage<?> registrar(Continuation continuation, Continuation.Sources sources) {
        return continuation.register(sources, pools.single(), thrower::fail);
    }

    /** Thrower, boundary and registrar, with none of the machinery between them. */
    private static void assertStitched(Throwable thrown, String boundary) {
        List<String> frames = frames(thrown.getStackTrace());
        assertThat(frames).startsWith("Thrower.run");
        assertThat(frames).containsSubsequence("Thrower.run", "Async." + boundary, "StackBehaviour.registrar");
        assertThat(Arrays.stream(thrown.getStackTrace())
                        .limit(frames.indexOf("StackBehaviour.registrar"))
                        .filter(frame -> frame.getClassName().startsWith("java.util.")))
                .isEmpty();
    }

    /** As "Class.method", without the packages. */
    private static List<String> frames(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName())
                .toList();
    }

    @DisplayName("54, 95: one hop through several layers of executors is one boundary")
    @ParameterizedTest
    @MethodSource
    void layers(Supplier<ExecutorService> executor) throws Exception {
        Hop submit = new Hop(
                "submit", "submit", (own, body) -> own.with(executor.get()).submit(body));
        registrar(submit, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        assertStitched(thrown, "submit");
        assertThat(boundaries(thrown)).containsExactly("Async.submit");
    }

    static Stream<Arguments> layers() {
        Stream<Arguments> platform = Stream.of(
                argumentSet("pool", (Supplier<ExecutorService>) () -> Executors.newFixedThreadPool(1)),
                argumentSet("single", (Supplier<ExecutorService>) Executors::newSingleThreadExecutor),
                argumentSet("unconfigurable", (Supplier<ExecutorService>)
                        () -> Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1))),
                argumentSet("scheduled", (Supplier<ExecutorService>) Executors::newSingleThreadScheduledExecutor));
        return Runtime.version().feature() < 21
                ? platform
                : Stream.concat(platform, Stream.of(argumentSet("virtual", (Supplier<ExecutorService>)
                        Jdk21::newVirtualThreadPerTaskExecutor)));
    }

    @DisplayName("8: what only passes a result on is no hop")
    @Test
    void relays() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> foreign = new CompletableFuture<>();
        CompletableFuture<Object> relayed = CompletableFuture.anyOf(source.thenCompose(value -> foreign)
                .copy()
                .minimalCompletionStage()
                .toCompletableFuture());
        CompletableFuture<Void> stage = CompletableFuture.allOf(relayed).thenRun(thrower);
        elsewhere("B", () -> foreign.complete("foreign"));
        elsewhere("C", () -> source.complete("value"));
        await().until(stage::isDone);
        assertThat(boundaries(thrower.thrown())).containsExactly("Async.thenRun");
    }

    @DisplayName("13, 14, 15: nothing of what counts the time of a delay or timeout is in a stack")
    @ParameterizedTest
    @MethodSource
    void delays(Function<Thrower, CompletableFuture<?>> delay) {
        CompletableFuture<?> stage = delay.apply(thrower);
        await().until(stage::isDone);
        Throwable thrown = thrower.thrown();
        assertThat(boundaries(thrown)).hasSize(1);
        assertThat(Arrays.stream(thrown.getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .takeWhile(name -> !name.equals(StackBehaviour.class.getName())))
                .noneMatch(name -> name.startsWith("java."));
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                delay("orTimeout", code -> {
                    CompletableFuture<String> future = new CompletableFuture<>();
                    CompletableFuture<String> stage = future.exceptionally(late -> code.fail());
                    future.orTimeout(1, MILLISECONDS);
                    return stage;
                }),
                delay("completeOnTimeout", code -> {
                    CompletableFuture<String> future = new CompletableFuture<>();
                    CompletableFuture<Void> stage = future.thenRun(code);
                    future.completeOnTimeout("late", 1, MILLISECONDS);
                    return stage;
                }),
                delay(
                        "delayedExecutor",
                        code -> CompletableFuture.runAsync(code, CompletableFuture.delayedExecutor(1, MILLISECONDS))));
    }

    private static Arguments delay(String name, Function<Thrower, CompletableFuture<?>> delay) {
        return argumentSet(name, delay);
    }

    /** Of the hops. */
    private static List<String> boundaries(Throwable thrown) {
        return frames(thrown.getStackTrace()).stream()
                .takeWhile(frame -> !frame.equals("Async.thread"))
                .filter(frame -> frame.startsWith("Async.") && !frame.equals("Async.more"))
                .toList();
    }

    @DisplayName("what called the task on its thread comes last, and nothing of it is missing")
    @Test
    void thread() throws Exception {
        registrar(EXECUTE, thrower);
        assertThat(frames(thrower.thrownOnThreadThatEnds(pools).getStackTrace()))
                .containsSubsequence(
                        "StackBehaviour.registrar",
                        "Async.thread",
                        "ThreadPoolExecutor.runWorker",
                        "ThreadPoolExecutor$Worker.run",
                        "Thread.run");
    }

    @DisplayName("19: a continuation of a subclass that overrides everything is one hop")
    @Test
    void subclass() {
        Overriding<String> future = new Overriding<>(pools.single());
        CompletableFuture<String> stage = future.thenApplyAsync(value -> thrower.fail());
        elsewhere("B", () -> future.complete("value"));
        await().until(stage::isDone);
        assertThat(boundaries(thrower.thrown())).containsExactly("Async.thenApplyAsync");
    }

    /** As libraries have them. */
    private static final class Overriding<T> extends CompletableFuture<T> {
        private final Executor executor;

        Overriding(Executor executor) {
            this.executor = executor;
        }

        @Override
        public Executor defaultExecutor() {
            return executor;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Overriding<>(executor);
        }

        @Override
        public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> function) {
            return super.thenApplyAsync(function);
        }
    }

    @DisplayName("hop after hop, the latest first")
    @Test
    void chain() throws Exception {
        first();
        assertThat(frames(thrower.thrownOnThreadThatEnds(pools).getStackTrace()))
                .containsSubsequence(
                        "Thrower.run",
                        "Async.start",
                        "StackBehaviour.third",
                        "Async.thenRunAsync",
                        "StackBehaviour.second",
                        "Async.execute",
                        "StackBehaviour.first",
                        "StackBehaviour.chain");
    }

    private void first() {
        pools.single().execute(this::second);
    }

    private void second() {
        CompletableFuture.completedFuture("value").thenRunAsync(this::third, Runnable::run);
    }

    private void third() {
        new Thread(thrower).start();
    }

    @DisplayName("printed as any stack trace, in its causes, too")
    @Test
    void printed() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable cause = thrower.thrownOnThreadThatEnds(pools);
        StringWriter text = new StringWriter();
        new IllegalArgumentException("outer", cause).printStackTrace(new PrintWriter(text));
        assertThat(text.toString())
                .contains("Caused by: java.lang.IllegalStateException: thrown")
                .containsPattern("\tat dev\\.whence\\.Async\\.execute\\(Async\\.java:\\d+\\)\\R"
                        + "\tat dev\\.whence\\.agent\\.attached\\.StackBehaviour\\.")
                .containsPattern("\tat .*StackBehaviour\\.registrar\\(StackBehaviour\\.java:\\d+\\)");
    }

    private static final Hop EXECUTE =
            new Hop("execute", "execute", (pools, body) -> pools.single().execute(body));

    @DisplayName("printed by the handler of uncaught exceptions")
    @Test
    void uncaught() throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, UTF_8));
        try {
            Thread thread = new Thread(() -> {
                throw new IllegalStateException("uncaught");
            });
            thread.start();
            thread.join();
        } finally {
            System.setErr(err);
        }
        assertThat(text.toString(UTF_8)).containsSubsequence("uncaught", "at dev.whence.Async.start(", ".uncaught(");
    }

    @DisplayName("what is read once does not change")
    @Test
    void readTwice() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        StackTraceElement[] first = thrown.getStackTrace();
        elsewhere("B", () -> assertThat(thrown.getStackTrace()).isEqualTo(first));
        assertThat(thrown.getStackTrace()).isEqualTo(first).isNotSameAs(first);
        assertStitched(thrown, "execute");
    }

    @DisplayName("an exception that passes through two tasks is bound to the first")
    @Test
    void boundOnce() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        Thread rethrower = new Thread(() -> sneakyThrow(thrown));
        rethrower.setUncaughtExceptionHandler((thread, failure) -> {});
        rethrower.start();
        rethrower.join();
        assertStitched(thrown, "execute");
        assertThat(frames(thrown.getStackTrace())).doesNotContain("Async.start");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneakyThrow(Throwable throwable) throws T {
        throw (T) throwable;
    }

    @DisplayName("printed within its task, an exception is stitched as well")
    @Test
    void renderedWithinTheTask() throws Exception {
        registrar(EXECUTE, () -> {
            StringWriter printed = new StringWriter();
            new Throwable().printStackTrace(new PrintWriter(printed));
            seen.note(printed.toString());
        });
        assertThat(seen.next())
                .containsSubsequence("StackBehaviour.lambda$", "Async.execute", "StackBehaviour.registrar");
    }

    @DisplayName("code that inspects the stack within a task sees what it always saw")
    @NoAgentNeeded
    @Test
    void inspectedWithinTheTask() throws Exception {
        registrar(EXECUTE, () -> seen.note("" + frames(new Throwable().getStackTrace())));
        assertThat(seen.next()).contains("ThreadPoolExecutor.runWorker").doesNotContain("Async.");
    }

    @NoAgentNeeded
    @DisplayName("an exception that is bound to no task is left alone")
    @Test
    void unbound() {
        assertThat(frames(new Throwable().getStackTrace())).noneMatch(frame -> frame.startsWith("Async."));
    }

    @NoAgentNeeded
    @DisplayName("an exception made in a task and read elsewhere without having left the task is left alone")
    @Test
    void madeInATask() throws Exception {
        CompletableFuture<Throwable> made = new CompletableFuture<>();
        registrar(EXECUTE, () -> made.complete(new Throwable("not thrown")));
        await().until(made::isDone);
        assertThat(frames(made.join().getStackTrace()))
                .noneMatch(frame -> frame.startsWith("Async."))
                .contains("ThreadPoolExecutor.runWorker");
    }

    @NoAgentNeeded
    @DisplayName("Thread.getStackTrace() is left alone")
    @Test
    void threadStackTrace() throws Exception {
        registrar(EXECUTE, () -> seen.note("" + frames(Thread.currentThread().getStackTrace())));
        assertThat(seen.next()).contains("ThreadPoolExecutor.runWorker").doesNotContain("Async.");
    }

    @NoAgentNeeded
    @DisplayName("a trace that the program sets is what it reads")
    @Test
    void traceOfTheProgram() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        StackTraceElement[] own = {new StackTraceElement("Own", "method", "Own.java", 1)};
        thrown.setStackTrace(own);
        assertThat(thrown.getStackTrace()).isEqualTo(own);
    }

    @DisplayName("a stitched trace can be set again")
    @Test
    void roundTrip() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        StackTraceElement[] read = thrown.getStackTrace();
        thrown.setStackTrace(read);
        assertThat(thrown.getStackTrace()).isEqualTo(read);
        assertStitched(thrown, "execute");
    }

    @NoAgentNeeded
    @DisplayName("an exception without a stack trace has none")
    @Test
    void noStackTrace() throws Exception {
        Throwable bare = new Exception("bare", null, false, false) {
            private static final long serialVersionUID = 1;
        };
        Thread thread = new Thread(() -> sneakyThrow(bare));
        thread.setUncaughtExceptionHandler((dead, failure) -> {});
        thread.start();
        thread.join();
        assertThat(bare.getStackTrace()).isEmpty();
    }

    @DisplayName("a serialised exception has the frames of its thread, as without the agent")
    @NoAgentNeeded
    @Test
    void serialized() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        Throwable copy = (Throwable) InvisibilityBehaviour.copy(thrown);
        assertThat(frames(copy.getStackTrace())).contains("Thrower.run", "ThreadPoolExecutor.runWorker");
        assertThat(copy).hasSameClassAs(thrown).hasMessage(thrown.getMessage());
    }

    @DisplayName(
            "LogicalStack.of() has the same frames, but those of the thread; LogicalStack.current() those of the running code")
    @Test
    void logicalStack() throws Exception {
        registrar(EXECUTE, thrower);
        Throwable thrown = thrower.thrownOnThreadThatEnds(pools);
        List<StackTraceElement> logical = LogicalStack.of(thrown).frames();
        assertThat(thrown.getStackTrace()).startsWith(logical.toArray(new StackTraceElement[0]));
        assertThat(thrown.getStackTrace()[logical.size()]).hasToString("dev.whence.Async.thread(Async.java:177)");
        assertStitched(thrown, "execute");
        StackBehaviour other = new StackBehaviour();
        other.registrar(EXECUTE, () -> seen.note("" + LogicalStack.current()));
        assertThat(seen.next()).containsSubsequence("StackBehaviour.", "Async.execute", "StackBehaviour.registrar");
        other.pools.close();
    }

    @DisplayName("a task that submits itself 10 000 times has a stack trace of bounded length")
    @Test
    void endlessTask() throws Exception {
        again(pools.single(), LONG);
        assertBounded(thrower.thrownOnThreadThatEnds(pools));
    }

    private void again(Executor pool, int times) {
        pool.execute(() -> {
            if (times == 0) {
                thrower.run();
            }
            again(pool, times - 1);
        });
    }

    @DisplayName("a chain of 10 000 hops at changing places has a stack trace of bounded length")
    @Test
    void endlessChain() throws Exception {
        changingPlaces(pools.single(), LONG);
        assertBounded(thrower.thrownOnThreadThatEnds(pools));
    }

    /** The cycle is too long to be taken for one. */
    private void changingPlaces(Executor pool, int times) {
        Runnable next = times == 0 ? thrower : () -> changingPlaces(pool, times - 1);
        switch (times % 7) {
            case 0 -> pool.execute(next);
            case 1 -> pool.execute(next);
            case 2 -> pool.execute(next);
            case 3 -> pool.execute(next);
            case 4 -> pool.execute(next);
            case 5 -> pool.execute(next);
            default -> pool.execute(next);
        }
    }

    @DisplayName("10 000 thenCompose in a loop have a stack trace of bounded length")
    @Test
    void endlessCompose() {
        CompletableFuture<String> loop = compose(pools.single(), LONG);
        await().until(loop::isDone);
        assertBounded(thrower.thrown());
    }

    private CompletableFuture<String> compose(Executor pool, int times) {
        return CompletableFuture.completedFuture("value")
                .thenComposeAsync(
                        value -> times == 0
                                ? CompletableFuture.completedFuture(thrower.fail())
                                : compose(pool, times - 1),
                        pool);
    }

    /** 64 hops are kept, each with a few frames; without a bound there would be tens of thousands. */
    private static void assertBounded(Throwable thrown) {
        List<String> frames = frames(thrown.getStackTrace());
        assertThat(frames).hasSizeLessThan(500).startsWith("Thrower.run").anyMatch(frame -> frame.startsWith("Async."));
    }

    @NoAgentNeeded
    @DisplayName("a task that submits itself again holds nothing of its earlier runs")
    @Test
    void endlessTaskHoldsNothing() {
        WeakReference<Object> early = new WeakReference<>(startHolding(pools.single()));
        assertThat(seen.next(2)).last().isEqualTo("end");
        await().until(() -> {
            System.gc();
            return early.get() == null;
        });
    }

    private Object startHolding(Executor pool) {
        Object held = new Object();
        pool.execute(() -> {
            seen.note("start with " + held);
            countDown(pool, 1000);
        });
        return held;
    }

    private void countDown(Executor pool, int times) {
        if (times == 0) {
            seen.note("end");
        } else {
            pool.execute(() -> countDown(pool, times - 1));
        }
    }
}
