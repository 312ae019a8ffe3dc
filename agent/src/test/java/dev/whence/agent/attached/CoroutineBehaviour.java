package dev.whence.agent.attached;

import static dev.whence.agent.attached.CoroutineBody.coroutineScope;
import static dev.whence.agent.attached.CoroutineBody.delay;
import static dev.whence.agent.attached.CoroutineBody.doing;
import static dev.whence.agent.attached.CoroutineBody.handingOut;
import static dev.whence.agent.attached.CoroutineBody.launch;
import static dev.whence.agent.attached.CoroutineBody.withContext;
import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.FirstAgentNeeded;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.ThreadContextElement;
import kotlinx.coroutines.future.FutureKt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** A coroutine of Kotlin's runs in the correlation in which it was launched, whoever resumes it. */
@SuppressWarnings("FutureReturnValueIgnored")
class CoroutineBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    private final BlockingQueue<Runnable> suspended = new LinkedBlockingQueue<>();

    private List<CoroutineDispatcher> dispatchers() {
        return List.of(
                Dispatchers.getDefault(),
                Dispatchers.getIO(),
                Dispatchers.getUnconfined(),
                ExecutorsKt.from(pools.single()));
    }

    private CoroutineBody.Part look() {
        return doing(seen::here);
    }

    private CoroutineBody.Part suspend() {
        return handingOut(suspended::add);
    }

    private void resume(String id) throws InterruptedException {
        Runnable next = suspended.poll(SECONDS, TimeUnit.SECONDS);
        elsewhere(id, next::run);
    }

    @DisplayName("over a delay, and resumed by B, on every dispatcher")
    @Test
    void launched() throws Exception {
        for (CoroutineDispatcher dispatcher : dispatchers()) {
            in("A", () -> launch(dispatcher, look(), delay(), look(), suspend(), look()));
            resume("B");
            assertThat(seen.next(3)).as(dispatcher.toString()).containsExactly("A", "A", "A");
        }
    }

    @DisplayName("a launcher without a correlation means none, not that of whoever resumes")
    @Test
    void launchedByNone() throws Exception {
        for (CoroutineDispatcher dispatcher : dispatchers()) {
            launch(dispatcher, look(), suspend(), look());
            resume("B");
            assertThat(seen.next(2)).as(dispatcher.toString()).containsExactly("", "");
        }
    }

    @DisplayName("future, and await of a future that B completes")
    @RepeatedTest(3)
    void future() throws Exception {
        CompletableFuture<String> awaited = new CompletableFuture<>();
        Gate awaiting = new Gate();
        CompletableFuture<String> result = in(
                "A",
                () -> FutureKt.future(
                        GlobalScope.INSTANCE,
                        Dispatchers.getDefault(),
                        CoroutineStart.DEFAULT,
                        CoroutineBody.of(
                                look(),
                                doing(awaiting::open),
                                coroutine -> FutureKt.await(awaited, coroutine),
                                coroutine -> seen.here())));
        CompletableFuture<Void> registered = in("C", () -> result.thenRun(seen::here));
        awaiting.pass();
        elsewhere("B", () -> awaited.complete("value"));
        assertThat(result.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("A");
        registered.get(SECONDS, TimeUnit.SECONDS);
        assertThat(seen.next(3)).containsExactly("A", "A", "C");
    }

    @DisplayName("two that take turns on one thread do not mix, and the thread keeps nothing")
    @Test
    void interleaved() throws Exception {
        CoroutineDispatcher single = ExecutorsKt.from(pools.single());
        in("A", () -> launch(single, look(), suspend(), look(), suspend(), look()));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> launch(single, look(), suspend(), look(), suspend(), look()));
        assertThat(seen.next()).isEqualTo("C");
        for (String turn : List.of("A", "C", "A", "C")) {
            resume("B");
            assertThat(seen.next()).isEqualTo(turn);
        }
    }

    @DisplayName("resumed in the thread of B, which has its own again")
    @Test
    void unconfined() throws Exception {
        in("A", () -> {
            launch(Dispatchers.getUnconfined(), look(), suspend(), look(), delay(), suspend());
            seen.note("launcher " + id());
        });
        Runnable next = suspended.take();
        elsewhere("B", () -> {
            next.run();
            seen.here();
        });
        assertThat(seen.next(4)).containsExactly("A", "launcher A", "A", "B");
    }

    @DisplayName("a child has the correlation of the place where it is launched, and its parent keeps its own")
    @Test
    void children() {
        CoroutineDispatcher single = ExecutorsKt.from(pools.single());
        in(
                "A",
                () -> launch(
                        single,
                        doing(() -> in("D", () -> launch(single, delay(), doing(() -> seen.note("child " + id()))))),
                        doing(() -> launch(single, delay(), doing(() -> seen.note("child " + id())))),
                        look(),
                        delay(),
                        look()));
        assertThat(seen.next(4)).containsExactlyInAnyOrder("A", "child D", "child A", "A");
    }

    private CoroutineBody.Part launchChild(String id, CoroutineBody.Part... parts) {
        return coroutine -> {
            in(id, () -> coroutine.launchChild(parts));
            return Unit.INSTANCE;
        };
    }

    private CoroutineBody.Part lookAs(String who) {
        return doing(() -> seen.note(who + " " + id()));
    }

    @DisplayName("so has a child of the coroutine's own scope, of coroutineScope and of withContext")
    @Test
    void childrenOfTheScope() {
        for (CoroutineDispatcher dispatcher : dispatchers()) {
            CoroutineBody.Part[] parent = {
                launchChild("D", lookAs("child"), delay(), lookAs("child")),
                launchChild("", lookAs("child of none"), delay(), lookAs("child of none")),
                coroutine -> {
                    coroutine.launchChild(lookAs("plain child"));
                    return Unit.INSTANCE;
                },
                lookAs("parent")
            };
            in("A", () -> launch(dispatcher, parent));
            in("A", () -> launch(dispatcher, coroutineScope(parent)));
            in("A", () -> launch(dispatcher, withContext(Dispatchers.getIO(), parent)));
            assertThat(new HashSet<>(seen.next(18)))
                    .as(dispatcher.toString())
                    .containsExactlyInAnyOrder("child D", "child of none ", "plain child A", "parent A");
        }
    }

    @DisplayName("so has a child of runBlocking, on the thread that blocks")
    @Test
    void childrenOfRunBlocking() throws Exception {
        in(
                "A",
                () -> BuildersKt.runBlocking(
                        EmptyCoroutineContext.INSTANCE,
                        CoroutineBody.of(
                                launchChild("D", lookAs("child"), delay(), lookAs("child")),
                                launchChild("", lookAs("child of none")),
                                look(),
                                delay(),
                                look())));
        assertThat(seen.next(5)).containsExactlyInAnyOrder("A", "child D", "child of none ", "A", "child D");
        assertThat(id()).isEmpty();
    }

    @DisplayName("a child begins with the MDC of the place where it is launched")
    @Test
    void mdcOfChildren() {
        Seen users = new Seen(() -> "" + MDC.get("user"));
        MDC.put("user", "of the parent's launcher");
        launch(
                ExecutorsKt.from(pools.single()),
                doing(() -> MDC.put("user", "of the parent")),
                launchChild("", doing(users::here), delay(), doing(users::here)),
                doing(() -> MDC.remove("user")));
        MDC.remove("user");
        assertThat(users.next(2)).containsOnly("of the parent");
    }

    @DisplayName("withContext: on the same dispatcher, and on another")
    @Test
    void withContexts() throws Exception {
        CoroutineDispatcher single = ExecutorsKt.from(pools.single());
        CoroutineContext other = Dispatchers.getIO();
        CoroutineContext named = new kotlinx.coroutines.CoroutineName("named");
        for (CoroutineContext elements : List.of(named, other)) {
            in(
                    "A",
                    () -> launch(
                            single,
                            look(),
                            withContext(elements, look(), suspend(), look(), delay(), look()),
                            look(),
                            suspend(),
                            look()));
            resume("B");
            resume("");
            assertThat(seen.next(6)).as(elements.toString()).containsOnly("A");
        }
    }

    @DisplayName("withContext with the elements of another coroutine stays in its own")
    @Test
    void withContextOfAnother() {
        AtomicReference<CoroutineContext> another = new AtomicReference<>();
        Gate known = new Gate();
        in(
                "B",
                () -> launch(Dispatchers.getDefault(), coroutine -> {
                    another.set(coroutine.getContext().minusKey(Job.Key));
                    known.open();
                    return Unit.INSTANCE;
                }));
        known.pass();
        in(
                "A",
                () -> launch(
                        Dispatchers.getDefault(), look(), withContext(another.get(), look(), delay(), look()), look()));
        assertThat(seen.next(4)).containsOnly("A");
    }

    @DisplayName(
            "what is handed to a dispatcher outside of all correlations has none, whoever launched coroutines before")
    @Test
    void outsideOfAll() {
        for (int i = 0; i < 20; i++) {
            in("A", () -> launch(Dispatchers.getIO(), look(), delay()));
        }
        assertThat(seen.next(20)).containsOnly("A");
        for (int i = 0; i < 20; i++) {
            ExecutorsKt.asExecutor(Dispatchers.getIO()).execute(seen::here);
        }
        assertThat(seen.next(20)).containsOnly("");
    }

    /** As {@code MDCContext} of kotlinx-coroutines-slf4j. */
    private static final class MdcElement extends AbstractCoroutineContextElement
            implements ThreadContextElement<String> {
        private static final CoroutineContext.Key<MdcElement> KEY = new CoroutineContext.Key<>() {};

        MdcElement() {
            super(KEY);
        }

        @Override
        public String updateThreadContext(CoroutineContext context) {
            String before = MDC.get("user");
            MDC.put("user", "of the coroutine");
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, String before) {
            if (before == null) {
                MDC.remove("user");
            } else {
                MDC.put("user", before);
            }
        }
    }

    @NoAgentNeeded
    @DisplayName("the program's own elements have the last word")
    @Test
    void ownElements() throws Exception {
        Seen users = new Seen(() -> "" + MDC.get("user"));
        MDC.put("user", "of the launcher");
        launch(Dispatchers.getUnconfined().plus(new MdcElement()), doing(users::here), suspend(), doing(users::here));
        MDC.remove("user");
        resume("B");
        assertThat(users.next(2)).containsExactly("of the coroutine", "of the coroutine");
    }

    @FirstAgentNeeded
    @DisplayName("each step comes after the one before, and after whoever resumed it")
    @Test
    void edges(@TempDir Path folder) throws Exception {
        CoroutineDispatcher single = ExecutorsKt.from(pools.single());
        for (CoroutineDispatcher dispatcher : List.of(single, Dispatchers.getUnconfined())) {
            CausalLog log = new CausalLog(folder.resolve(dispatcher.getClass().getName()));
            Gate logged = new Gate();
            elsewhere("A", () -> {
                log.write(0);
                launch(
                        dispatcher,
                        doing(() -> log.write(1)),
                        withContext(new kotlinx.coroutines.CoroutineName("named"), doing(() -> log.write(2))),
                        suspend(),
                        doing(() -> log.write(4)),
                        doing(logged::open));
            });
            Runnable next = suspended.take();
            elsewhere("B", () -> {
                log.write(3);
                next.run();
            });
            logged.pass();

            Line[] lines = new Line[5];
            log.end().forEach(line -> lines[line.event()] = line);
            assertThat(lines[1].predecessors()).containsExactly(lines[0].id());
            assertThat(lines[2].predecessors()).containsExactly(lines[1].id());
            assertThat(lines[4].predecessors()).containsExactlyInAnyOrder(lines[2].id(), lines[3].id());
        }
    }

    @FirstAgentNeeded
    @DisplayName(
            "a child comes after what its parent did before, and what follows a scope after the child that ends last")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void edgesOfChildren(boolean firstEndsLast, @TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        Gate otherEnds = new Gate();
        Gate ended = new Gate();
        CoroutineBody.Part last = launchChild("", doing(() -> log.write(1)), suspend(), doing(() -> log.write(3)));
        CoroutineBody.Part other = launchChild("", doing(() -> log.write(2)), doing(otherEnds::open));
        launch(
                ExecutorsKt.from(pools.single()),
                doing(() -> log.write(0)),
                firstEndsLast ? coroutineScope(last, other) : coroutineScope(other, last),
                doing(() -> log.write(4)),
                doing(ended::open));
        otherEnds.pass();
        resume("B");
        ended.pass();

        List<Line> lines = log.endByEvent();
        assertThat(lines.get(1).predecessors()).containsExactly(lines.get(0).id());
        assertThat(lines.get(2).predecessors()).containsExactly(lines.get(0).id());
        assertThat(lines.get(3).predecessors()).containsExactly(lines.get(1).id());
        assertThat(lines.get(4).predecessors()).containsExactly(lines.get(3).id());
    }

    @FullStacksNeeded
    @DisplayName("the logical stack of a child leads to its launch, and on to that of its parent")
    @Test
    void stackOfChildren() {
        for (CoroutineDispatcher dispatcher : dispatchers()) {
            Seen stacks = new Seen(() -> LogicalStack.current().toString());
            launch(dispatcher, delay(), coroutine -> launchLooking(coroutine, stacks));
            assertThat(stacks.next())
                    .as(dispatcher.toString())
                    .contains("CoroutineBehaviour.launchLooking", "CoroutineBehaviour.stackOfChildren");
        }
    }

    private static Object launchLooking(CoroutineBody parent, Seen stacks) {
        parent.launchChild(delay(), doing(stacks::here));
        return Unit.INSTANCE;
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the launcher, not to whoever resumed it")
    @Test
    void stack() throws Exception {
        for (CoroutineDispatcher dispatcher : dispatchers()) {
            Seen stacks = new Seen(() -> LogicalStack.current().toString());
            launchLooking(dispatcher, stacks);
            Runnable next = suspended.take();
            elsewhere("B", () -> resumeFromHere(next));
            assertThat(stacks.next())
                    .as(dispatcher.toString())
                    .contains("CoroutineBehaviour.launchLooking")
                    .doesNotContain("CoroutineBehaviour.resumeFromHere");
        }
    }

    private void launchLooking(CoroutineDispatcher dispatcher, Seen stacks) {
        launch(dispatcher, suspend(), doing(stacks::here));
    }

    private static void resumeFromHere(Runnable next) {
        next.run();
    }
}
