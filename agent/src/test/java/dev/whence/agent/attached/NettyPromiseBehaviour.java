package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener of a promise of Netty's runs in the correlation of whoever added it. */
@SuppressWarnings("FutureReturnValueIgnored")
class NettyPromiseBehaviour {
    private static final EventExecutor LOOP = new DefaultEventExecutor();

    private final Seen seen = new Seen();
    private final GenericFutureListener<Future<String>> listener = future -> seen.here();

    static Stream<Arguments> executors() {
        return Stream.of(
                Arguments.argumentSet("an event loop", LOOP),
                Arguments.argumentSet("the completer", ImmediateEventExecutor.INSTANCE));
    }

    @AfterAll
    static void stop() {
        LOOP.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @DisplayName("completed by B, by none, by a failure, or cancelled")
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("executors")
    void completed(EventExecutor executor) {
        for (Completion completion : Completion.values()) {
            for (String completer : List.of("B", "")) {
                Promise<String> promise = executor.newPromise();
                in("A", () -> promise.addListener(listener));
                elsewhere(completer, () -> completion.of(promise));
                assertThat(seen.next()).as(completion + " by " + completer).isEqualTo("A");
            }
        }
    }

    private enum Completion {
        SUCCESS,
        FAILURE,
        CANCELLATION;

        void of(Promise<String> promise) {
            switch (this) {
                case SUCCESS -> promise.setSuccess("value");
                case FAILURE -> promise.tryFailure(new IllegalStateException("failed"));
                case CANCELLATION -> promise.cancel(false);
            }
        }
    }

    @DisplayName("completed by the event loop itself, which keeps nothing")
    @Test
    void completedByLoop() {
        Promise<String> promise = LOOP.newPromise();
        in("A", () -> promise.addListener(listener));
        elsewhere(
                "",
                () -> LOOP.execute(() -> {
                    promise.setSuccess("value");
                    seen.here();
                }));
        assertThat(seen.next(2)).containsExactly("A", "");
    }

    @DisplayName("already complete")
    @Test
    void alreadyComplete() {
        Promise<String> promise = LOOP.newPromise();
        elsewhere("B", () -> promise.setSuccess("value"));
        in("A", () -> promise.addListener(listener));
        assertThat(seen.next()).isEqualTo("A");
    }

    @NoAgentNeeded
    @DisplayName("already complete, runs in the registrar itself")
    @Test
    void alreadyCompleteInline() {
        Promise<String> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        elsewhere("B", () -> promise.setSuccess("value"));
        in("A", () -> promise.addListener(listener));
        assertThat(seen.soFar()).containsExactly("A");
    }

    @DisplayName("a registrar without a correlation means none, not the completer's")
    @Test
    void addedByNone() {
        Promise<String> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        promise.addListener(listener);
        elsewhere("B", () -> {
            promise.setSuccess("value");
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("", "B");
    }

    @DisplayName("one listener on many promises, and many times on one, has each time the registrar's")
    @Test
    void oneListener() {
        Promise<String> first = ImmediateEventExecutor.INSTANCE.newPromise();
        Promise<String> second = ImmediateEventExecutor.INSTANCE.newPromise();
        in("A", () -> first.addListener(listener));
        in("C", () -> second.addListener(listener));
        in("", () -> first.addListener(listener));
        in("D", () -> first.addListener(listener).addListener(future -> seen.note("other " + id())));
        elsewhere("B", () -> first.setSuccess("value"));
        elsewhere("B", () -> second.setSuccess("value"));
        assertThat(seen.next(5)).containsExactly("A", "", "D", "other D", "C");
    }

    @DisplayName("a listener that is removed does not run, and one that is added again has the new registrar's")
    @Test
    void removed() {
        Promise<String> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        in("A", () -> promise.addListener(listener));
        in("C", () -> promise.addListener(future -> seen.note("other " + id())));
        promise.removeListener(listener);
        in("D", () -> promise.addListener(listener));
        elsewhere("B", () -> promise.setSuccess("value"));
        assertThat(seen.next(2)).containsExactly("other C", "D");
        assertThat(seen.soFar()).hasSize(2);
    }

    @DisplayName("very many listeners on one promise have each its registrar's")
    @Test
    void many() {
        int count = 30_000;
        Promise<String> promise = LOOP.newPromise();
        AtomicInteger right = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            String id = "op-" + i;
            in(id, () -> promise.addListener(future -> right.addAndGet(id().equals(id) ? 1 : 0)));
        }
        elsewhere("B", () -> promise.setSuccess("value"));
        in("A", () -> promise.addListener(listener));
        assertThat(seen.next()).isEqualTo("A");
        assertThat(right).hasValue(count);
    }

    @DisplayName("listeners that come while others are notified, and go again, leave each its own")
    @Test
    void comingAndGoing() {
        Promise<String> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        GenericFutureListener<Future<String>> removed = future -> seen.note("removed");
        in(
                "first",
                () -> promise.addListener(future -> {
                    seen.here();
                    in("late", () -> promise.addListener(listener));
                }));
        for (String id : List.of("A", "C", "D")) {
            in("X", () -> promise.addListener(removed));
            in(id, () -> promise.addListener(listener));
            promise.removeListener(removed);
        }
        elsewhere("B", () -> promise.setSuccess("value"));
        assertThat(seen.next(5)).containsExactly("first", "A", "C", "D", "late");
        assertThat(seen.soFar()).hasSize(5);
    }

    @DisplayName(
            "Netty's own listeners pass on to a promise whose listeners have their own, and take nothing from others")
    @Test
    void ownListeners() {
        Promise<String> source = ImmediateEventExecutor.INSTANCE.newPromise();
        Promise<String> target = ImmediateEventExecutor.INSTANCE.newPromise();
        Promise<String> other = ImmediateEventExecutor.INSTANCE.newPromise();
        Promise<String> notified = ImmediateEventExecutor.INSTANCE.newPromise();
        other.addListener(new PromiseNotifier<>(notified));
        in("A", () -> target.addListener(listener));
        in("X", () -> source.addListener(new PromiseNotifier<>(target)));
        in(
                "C",
                () -> source.addListener(future -> {
                    other.setSuccess("value");
                    seen.here();
                }));
        elsewhere("B", () -> {
            source.setSuccess("value");
            seen.here();
        });
        assertThat(seen.next(3)).containsExactly("A", "C", "B");
    }

    @DisplayName("a listener that throws, or completes another promise, leaves nothing behind")
    @Test
    void nested() {
        Promise<String> outer = ImmediateEventExecutor.INSTANCE.newPromise();
        Promise<String> inner = ImmediateEventExecutor.INSTANCE.newPromise();
        in("C", () -> inner.addListener(listener));
        in(
                "A",
                () -> outer.addListener(future -> {
                    inner.setSuccess("value");
                    seen.here();
                    throw new IllegalStateException("bad listener");
                }));
        elsewhere("B", () -> {
            outer.setSuccess("value");
            seen.here();
        });
        assertThat(seen.next(3)).containsExactly("C", "A", "B");
    }

    @DisplayName("who completed it was before the listener")
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("executors")
    void edges(EventExecutor executor, @TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        Promise<String> promise = executor.newPromise();
        Gate registered = new Gate();
        Gate logged = new Gate();
        new Thread(() -> in("B", () -> {
                    log.write(1);
                    registered.pass();
                    promise.setSuccess("value");
                }))
                .start();
        elsewhere("A", () -> {
            log.write(0);
            promise.addListener(future -> {
                log.write(2);
                logged.open();
            });
        });
        registered.open();
        logged.pass();
        promise.sync();

        List<Line> lines = log.endByEvent();
        assertThat(lines.get(2).after())
                .containsExactlyInAnyOrder(lines.get(0).id(), lines.get(1).id());
        assertThat(lines.get(2).via(lines.get(1).id())).isEqualTo("complete");
    }

    @NoAgentNeeded
    @DisplayName("waiting for it is as ever, and a listener is kept no longer than without the agent")
    @Test
    void nothingIsKept() throws Exception {
        Promise<String> promise = LOOP.newPromise();
        WeakReference<?> added = addListener(promise);
        LOOP.execute(() -> promise.setSuccess("value"));
        assertThat(promise.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("value");
        seen.next();
        Awaitility.await().until(() -> {
            System.gc();
            return added.get() == null;
        });
        assertThat(promise.isSuccess()).isTrue();
    }

    private WeakReference<?> addListener(Promise<String> promise) {
        GenericFutureListener<Future<String>> own = new GenericFutureListener<>() {
            @Override
            public void operationComplete(Future<String> future) {
                seen.here();
            }
        };
        promise.addListener(own);
        return new WeakReference<>(own);
    }
}
