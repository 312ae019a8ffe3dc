package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.TaskTimes.Beginning;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskTimesTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void theTimesAreToldByTheClockOfTheLog() {
        TaskTimes times = new TaskTimes(System.nanoTime() - 3_000_000_000L);
        times.begins();
        Beginning beginning = times.beginning(NOON);
        assertThat(beginning.submitted()).isBetween(NOON.minusSeconds(60), NOON.minusSeconds(3));
        assertThat(beginning.begun()).isBetween(NOON.minusSeconds(57), NOON);
        assertThat(Duration.between(beginning.submitted(), beginning.begun()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aTaskBeginsOnce() {
        TaskTimes times = new TaskTimes(System.nanoTime());
        times.begins();
        Instant first = times.beginning(NOON).begun();
        times.begins();
        assertThat(times.beginning(NOON).begun()).isBeforeOrEqualTo(first);
    }

    @Test
    void whatWasNotResumedHasNotBegun() {
        assertThat(new TaskTimes(System.nanoTime()).beginning(NOON).begun()).isNull();
    }
}
