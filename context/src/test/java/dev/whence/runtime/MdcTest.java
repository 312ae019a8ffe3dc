package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests with an MDC whose library throws. */
class MdcTest {
    @AfterEach
    void takeBack() {
        Mdc.access(null);
    }

    @Test
    void failureDoesNotReachTheProgram() {
        Mdc.Access failing = new Mdc.Access("a logging library") {
            @Override
            protected @Nullable Object get() {
                throw new IllegalStateException();
            }

            @Override
            protected void set(@Nullable Object map) {
                throw new IllegalStateException();
            }
        };
        Mdc.access(failing);
        assertThat(Mdc.swap("a map")).isNull();
    }
}
