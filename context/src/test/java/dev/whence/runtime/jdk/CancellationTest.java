package dev.whence.runtime.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import dev.whence.runtime.table.WeakTable;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final InjectedField field = new InjectedField(null, WeakTable.ofMany());
    private final Object future = new Object();

    /** Calls an action in a task of its own that has logged. Returns the frontier of that task. */
    private static Frontier in(Runnable action) {
        State state = State.current();
        Task task = new Task();
        task.resume();
        try {
            LogSink.shared().stamp(Instant.EPOCH);
            action.run();
        } finally {
            task.restore(state);
        }
        return Objects.requireNonNull(task.frontier);
    }

    private Cancellation value() {
        return (Cancellation) Objects.requireNonNull(field.get(future));
    }

    @Test
    void whoGetsACancelledFutureComesAfterTheCanceller() {
        Frontier canceller = in(() -> Cancellation.attempt(field, future));
        assertThat(value().frontier(true)).isSameAs(canceller);
    }

    @Test
    void anAttemptThatFailsOrdersNothing() {
        field.set(future, "captured");
        in(() -> Cancellation.attempt(field, future));
        assertThat(Cancellation.held(value())).isEqualTo("captured");
        assertThat(value().frontier(false)).isNull();
        Frontier run = in(() -> {});
        value().left = run;
        assertThat(value().frontier(false)).isSameAs(run);
    }

    @Test
    void ofTwoThatTryNoneIsNamedUntilTheWinnerIsKnown() {
        in(() -> Cancellation.attempt(field, future));
        Frontier winner = in(() -> Cancellation.attempt(field, future));
        assertThat(value().frontier(true)).isNull();
        Frontier settled = in(() -> Cancellation.succeeded(field, future, null));
        assertThat(value().frontier(true)).isSameAs(settled).isNotSameAs(winner);
    }
}
