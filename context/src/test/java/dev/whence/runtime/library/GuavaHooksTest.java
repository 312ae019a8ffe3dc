package dev.whence.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuavaHooksTest {
    private final State state = State.current();
    private final Task task = state.task;

    @AfterEach
    void repair() {
        state.task = task;
    }

    @DisplayName("99: an error inside the hook does not lose the listener")
    @Test
    @SuppressWarnings("NullAway")
    void error() {
        List<Runnable> executed = new ArrayList<>();
        Runnable listener = () -> {};
        Executor executor = Objects.requireNonNull(GuavaHooks.registered(executed::add, listener));
        state.task = null;
        executor.execute(listener);
        assertThat(executed).containsExactly(listener);
    }
}
