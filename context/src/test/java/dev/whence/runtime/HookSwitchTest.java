package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HookSwitchTest {
    private final HookSwitch hook = HookSwitch.named(getClass().getName() + System.nanoTime());

    @DisplayName("99: the third error of a hook switches it off, alone")
    @Test
    void thirdError() {
        HookSwitch other = HookSwitch.named("another hook");
        hook.failed(new IllegalStateException("first"));
        hook.failed(new IllegalStateException("second"));
        assertThat(hook.isOn()).isTrue();
        hook.failed(new IllegalStateException("third"));
        assertThat(hook.isOn()).isFalse();
        assertThat(hook.reason()).contains("third");
        assertThat(other.isOn()).isTrue();
    }

    @DisplayName("103: that the program has no stack or memory left is not an error of the hook")
    @Test
    void exhaustion() {
        for (int i = 0; i < 10; i++) {
            hook.failed(new StackOverflowError());
            hook.failed(new OutOfMemoryError());
        }
        assertThat(hook.isOn()).isTrue();
    }

    @DisplayName("99: an error that cannot even be described switches the hook off")
    @Test
    void errorWithoutText() {
        hook.failed(new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no text");
            }
        });
        assertThat(hook.isOn()).isFalse();
    }
}
