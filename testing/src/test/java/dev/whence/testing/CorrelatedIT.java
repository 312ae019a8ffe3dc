package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Each test has a correlation of its own, in all that belongs to it. */
@Correlated
class CorrelatedIT {
    private static String last = "";

    private String before = "";

    @BeforeEach
    void begin() {
        before = Correlation.current().id();
        assertThat(before).isNotEqualTo(last);
    }

    @Test
    void theIdTellsTheTest() {
        assertThat(before).startsWith("CorrelatedIT.theIdTellsTheTest-");
        assertThat(CompletableFuture.supplyAsync(() -> Correlation.current().id())
                        .join())
                .isEqualTo(before);
    }

    @RepeatedTest(3)
    void eachRepetitionHasItsOwn() {
        assertThat(Correlation.current().id()).isEqualTo(before);
    }

    @AfterEach
    void end() {
        assertThat(Correlation.current().id()).isEqualTo(before);
        last = before;
    }
}
