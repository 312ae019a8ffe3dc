package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;

import dev.whence.agent.attached.harness.PreviewNeeded;
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
}
