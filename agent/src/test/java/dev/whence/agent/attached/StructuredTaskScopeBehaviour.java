package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;
import static org.junit.jupiter.api.condition.JRE.JAVA_25;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.PreviewNeeded;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** A subtask runs in the correlation in which it was forked. */
@PreviewNeeded
@EnabledForJreRange(min = JAVA_21)
class StructuredTaskScopeBehaviour {
    private final Seen seen = new Seen();

    @DisplayName("96: subtasks run in the owner's correlation at the fork")
    @RepeatedTest(3)
    void fork() {
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                scope.fork(seen::here);
                in("C", () -> scope.fork(seen::here));
                scope.join();
            }
        });
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "C");
    }

    @DisplayName("96: a scope within a subtask")
    @Test
    void nested() {
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                scope.fork(() -> {
                    try (Jdk21.Scope inner = new Jdk21.Scope()) {
                        inner.fork(seen::here);
                        inner.join();
                    }
                    return seen.here();
                });
                scope.join();
            }
        });
        assertThat(seen.next(2)).containsExactly("A", "A");
    }

    @EnabledForJreRange(min = JAVA_25)
    @DisplayName("96: a joiner is told of a fork by the owner, and of a completion by the subtask's thread")
    @Test
    void joiner() {
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = Jdk21.Scope.observed(event ->
                    seen.note(event + " " + id() + " " + Thread.currentThread().getName()))) {
                in("C", () -> scope.fork(() -> "done"));
                scope.join();
            }
        });
        assertThat(seen.next(3)).containsExactly("onFork C elsewhere", "onComplete C ", "result A elsewhere");
    }

    @DisplayName("the trace of what leaves a subtask leads to its fork")
    @Test
    void failing() {
        Thrower thrower = new Thrower();
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                scope.fork(thrower::fail);
                assertThat(catchThrowable(scope::join)).isNotNull();
            }
        });
        assertThat(Arrays.stream(thrower.thrown().getStackTrace()).map(StackTraceElement::toString))
                .anyMatch(frame -> frame.startsWith("dev.whence.Async.thread("))
                .anyMatch(frame -> frame.contains("SubtaskImpl.run("));
    }

    @NoAgentNeeded
    @EnabledForJreRange(min = JAVA_25)
    @DisplayName("96: the timeout of a scope ends it as ever, and its owner keeps its own")
    @Test
    void timeout() {
        elsewhere("A", () -> {
            try (Jdk21.Scope scope = Jdk21.Scope.withTimeout(Duration.ofMillis(1))) {
                scope.fork(() -> {
                    new Gate().pass();
                    return "never";
                });
                assertThat(catchThrowable(scope::join)).rootCause().asString().endsWith("TimeoutException");
                seen.here();
            }
        });
        assertThat(seen.next()).isEqualTo("A");
    }

    @NoAgentNeeded
    @EnabledForJreRange(min = JAVA_25)
    @DisplayName("97: the bindings of scoped values go to subtasks, and to nobody else")
    @Test
    void scopedValues() {
        Jdk21.OwnScopedValue value = new Jdk21.OwnScopedValue();
        elsewhere(
                "A",
                () -> value.runWhere("bound", () -> {
                    try (Jdk21.Scope scope = new Jdk21.Scope()) {
                        scope.fork(() -> seen.note("subtask " + value.orElse("none")));
                        scope.join();
                    }
                    seen.next();
                    new Thread(() -> seen.note("thread " + value.orElse("none"))).start();
                    seen.next();
                    CompletableFuture.runAsync(() -> seen.note("task " + value.orElse("none")))
                            .join();
                    seen.note("binder " + value.orElse("none"));
                }));
        assertThat(seen.soFar()).containsExactly("subtask bound", "thread none", "task none", "binder bound");
    }
}
