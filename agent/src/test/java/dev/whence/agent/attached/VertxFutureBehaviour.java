package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import io.vertx.core.AsyncResult;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler of a future of Vert.x runs in the correlation of the code that registered it. */
class VertxFutureBehaviour {
    private final Seen seen = new Seen();
    private final Promise<String> promise = Promise.promise();
    private final Future<String> future = promise.future();

    @DisplayName("each of the handlers of a future that succeeds")
    @Test
    void success() {
        in("A", () -> future.onComplete(result -> seen.here()));
        in("B", () -> future.onSuccess(result -> seen.here()));
        in("C", () -> future.onFailure(failure -> seen.note("failed")));
        in("", () -> future.onComplete(result -> seen.here(), failure -> seen.note("failed")));
        in("D", () -> future.map(result -> seen.here()));
        in("X", () -> promise.complete("done"));
        assertThat(seen.soFar()).containsExactly("A", "B", "", "D");
    }

    @DisplayName("each of the handlers of a future that fails")
    @Test
    void failure() {
        in("A", () -> future.onComplete(result -> seen.here()));
        in("B", () -> future.onSuccess(result -> seen.note("succeeded")));
        in("C", () -> future.onFailure(failure -> seen.here()));
        in("D", () -> future.onComplete(result -> seen.note("succeeded"), failure -> seen.here()));
        in("X", () -> promise.fail("failed"));
        assertThat(seen.soFar()).containsExactly("A", "C", "D");
    }

    @DisplayName("a single handler, which is called by another thread")
    @Test
    void single() {
        in("A", () -> future.onSuccess(result -> seen.here()));
        elsewhere("X", () -> {
            promise.complete("done");
            seen.here();
        });
        assertThat(seen.soFar()).containsExactly("A", "X");
    }

    @DisplayName("a handler that completes another future, whose handlers are of others")
    @Test
    void nested() {
        Promise<String> inner = Promise.promise();
        in("A", () -> inner.future().onSuccess(result -> seen.here()));
        in("B", () -> inner.future().map(result -> seen.here()));
        in(
                "C",
                () -> future.onComplete(result -> {
                    inner.complete("done");
                    seen.here();
                }));
        in("X", () -> promise.complete("done"));
        assertThat(seen.soFar()).containsExactly("A", "B", "C");
    }

    @DisplayName("one handler for futures of several operations, and twice for one future")
    @Test
    void sameHandler() {
        Handler<AsyncResult<String>> handler = result -> seen.here();
        Promise<String> other = Promise.promise();
        in("A", () -> future.onComplete(handler));
        in("B", () -> future.onComplete(handler));
        in("C", () -> other.future().onComplete(handler));
        in("X", () -> {
            other.complete("done");
            promise.complete("done");
        });
        assertThat(seen.soFar()).containsExactly("C", "A", "B");
    }

    @DisplayName("a listener of the program's own; if several operations have registered it, in none")
    @Test
    void ownListener() {
        Completable<String> own = (result, failure) -> seen.here();
        in("A", () -> future.onComplete(own));
        in("X", () -> promise.complete("done"));
        Promise<String> first = Promise.promise();
        Promise<String> second = Promise.promise();
        in("B", () -> first.future().onComplete(own));
        in("C", () -> second.future().onComplete(own));
        in("X", () -> second.complete("done"));
        in("Y", () -> first.complete("done"));
        assertThat(seen.soFar()).containsExactly("A", "", "");
    }

    @DisplayName("a handler that throws leaves nothing behind")
    @Test
    void throwing() {
        in(
                "A",
                () -> future.onSuccess(result -> {
                    seen.here();
                    throw new IllegalStateException("thrown by the test");
                }));
        in("X", () -> {
            promise.complete("done");
            seen.here();
        });
        assertThat(seen.soFar()).containsExactly("A", "X");
    }

    @NoAgentNeeded
    @DisplayName("a future that is complete already calls its handlers at once")
    @Test
    void complete() {
        in("X", () -> promise.complete("done"));
        in("A", () -> {
            future.onComplete(result -> seen.here());
            Future.succeededFuture("done").onSuccess(result -> seen.here());
            seen.here();
        });
        assertThat(seen.soFar()).containsExactly("A", "A", "A");
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the registration")
    @Test
    void stack() {
        in("A", this::register);
        elsewhere("X", () -> promise.complete("done"));
        assertThat(seen.next()).contains("VertxFutureBehaviour.register");
    }

    private void register() {
        future.onComplete(result -> seen.note(LogicalStack.current().toString()));
    }

    @DisplayName("what was logged before the completion precedes")
    @Test
    void order(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        in("A", () -> future.onComplete(result -> log.write(1)));
        elsewhere("X", () -> {
            log.write(0);
            promise.complete("done");
        });
        var lines = log.end();
        assertThat(lines.get(1).via(lines.get(0).id())).isEqualTo("complete");
    }
}
