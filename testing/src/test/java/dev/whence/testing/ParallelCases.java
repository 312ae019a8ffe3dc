package dev.whence.testing;

import static dev.whence.testing.TimelineAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two tests that run at the same time, each in the middle of the other. {@link ParallelIT} runs them. */
@ExtendWith(TimelineExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class ParallelCases {
    private static final Logger LOGGER = LoggerFactory.getLogger(ParallelCases.class);
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void one(Timeline timeline) throws Exception {
        check(timeline, "one", "other");
    }

    @Test
    void other(Timeline timeline) throws Exception {
        check(timeline, "other", "one");
    }

    private static void check(Timeline timeline, String own, String foreign) throws Exception {
        meet();
        CompletableFuture.runAsync(() -> LOGGER.info("begun by {}", own))
                .thenRun(() -> timeline.mark("done"))
                .join();
        meet();

        assertThat(timeline).ordered(timeline.logged("begun by " + own), "done");
        assertThat(timeline).eachOrdered("begun by " + own, "done");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(timeline).ordered(timeline.logged("begun by " + foreign), "done"))
                .withMessageContaining("nothing named \"begun by " + foreign + "\" has happened")
                .withMessageContaining("{done=1}");
        meet();
    }

    private static void meet() throws InterruptedException, BrokenBarrierException, TimeoutException {
        BOTH.await(30, TimeUnit.SECONDS);
    }
}
