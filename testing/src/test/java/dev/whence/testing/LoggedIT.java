package dev.whence.testing;

import static dev.whence.testing.TimelineAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines are events too, without a change of the code that logs them. */
@ExtendWith(TimelineExtension.class)
class LoggedIT {
    private static final Logger LOGBACK = LoggerFactory.getLogger(LoggedIT.class);
    private static final java.util.logging.Logger JUL = java.util.logging.Logger.getLogger("shop");

    @Test
    void linesOfAllLoggersAreOrdered(Timeline timeline) {
        CompletableFuture.runAsync(() -> LOGBACK.info("order {} paid", 7))
                .thenRunAsync(() -> JUL.log(Level.INFO, "order {0} shipped", 7))
                .thenRunAsync(() -> timeline.mark("done"))
                .join();

        assertThat(timeline)
                .ordered(timeline.logged("order 7 paid"), timeline.logged("order 7 shipped"))
                .ordered("order 7 shipped", "done");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(timeline).ordered("done", "order 7 paid"))
                .withMessageContaining("\"order 7 paid\" comes before \"done\", not after it");
    }

    @Test
    void aLineThatIsBelowTheLevelIsNone(Timeline timeline) {
        LOGBACK.trace("looked at it");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(timeline).noneAfter(timeline.logged("looked at it"), "done"))
                .withMessageContaining("nothing named \"looked at it\" has happened");
    }
}
