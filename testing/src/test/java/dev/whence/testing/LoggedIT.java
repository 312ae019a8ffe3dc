package dev.whence.testing;

import static dev.whence.testing.TimelineAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines are events too, without a change of the code that logs them. */
@ExtendWith(TimelineExtension.class)
class LoggedIT {
    private static final Logger LOGBACK = LoggerFactory.getLogger(LoggedIT.class);
    private static final org.apache.logging.log4j.Logger LOG4J = LogManager.getLogger("log4j");
    private static final java.util.logging.Logger JUL = java.util.logging.Logger.getLogger("shop");

    @BeforeAll
    static void begin() {
        Configurator.setRootLevel(org.apache.logging.log4j.Level.INFO);
    }

    @Test
    void linesOfAllLoggersAreOrdered(Timeline timeline) {
        CompletableFuture.runAsync(() -> LOGBACK.info("order {} paid", 7))
                .thenRunAsync(() -> JUL.log(Level.INFO, "order {0} shipped", 7))
                .thenRunAsync(() -> LOG4J.info("order {} delivered", 7))
                .thenRunAsync(() -> timeline.mark("done"))
                .join();

        assertThat(timeline)
                .ordered(timeline.logged("order 7 paid"), timeline.logged("order 7 shipped"))
                .ordered("order 7 shipped", timeline.logged("order 7 delivered"))
                .ordered("order 7 delivered", "done");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(timeline).ordered("done", "order 7 paid"))
                .withMessageContaining("\"order 7 paid\" comes before \"done\", not after it");
    }

    @Test
    void aLineThatIsBelowTheLevelIsNone(Timeline timeline) {
        LOGBACK.trace("looked at it");
        LOG4J.debug("looked at it");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(timeline).noneAfter(timeline.logged("looked at it"), "done"))
                .withMessageContaining("nothing named \"looked at it\" has happened");
    }
}
