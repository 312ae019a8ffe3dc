package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolNameTest {
    @ParameterizedTest
    @CsvSource({
        "pool-3-thread-17, pool-3-thread",
        "http-nio-8080-exec-1, http-nio-8080-exec",
        "payments#2, payments",
        "main, main",
        "12, 12"
    })
    void theNumberAtTheEndIsOfTheThread(String thread, String pool) {
        assertThat(PoolName.of(thread)).isEqualTo(pool);
    }

    @Test
    void aLongNameIsCut() {
        Thread thread = new Thread("x".repeat(1_000));
        assertThat(PoolName.of(thread, thread.getName())).hasSize(60);
    }

    @Test
    void aNameMayBeEmpty() {
        assertThat(PoolName.of(new Thread(""), "")).isEqualTo("threads without a name");
    }
}
