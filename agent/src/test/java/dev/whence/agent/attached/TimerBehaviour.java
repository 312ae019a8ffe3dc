package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.time.Instant;
import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A timer's task runs in the correlation of whoever scheduled it. Periodic ones: {@link PeriodicBehaviour}. */
class TimerBehaviour {
    private final Timer timer = new Timer(true);
    private final Seen seen = new Seen();

    @AfterEach
    void cancel() {
        timer.cancel();
    }

    @DisplayName("71: by delay and by date")
    @Test
    void oneShot() {
        in("A", () -> timer.schedule(task(), 1));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> timer.schedule(task(), Date.from(Instant.now())));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName(
            "71: the first run of a task that is scheduled by each of the periodic methods is no run of the scheduler's")
    @ParameterizedTest
    @MethodSource
    void periodic(BiConsumer<Timer, TimerTask> schedule) {
        in("A", () -> schedule.accept(timer, task()));
        assertThat(seen.next()).isNotEmpty().isNotEqualTo("A");
    }

    static Stream<Arguments> periodic() {
        return Stream.of(
                schedule("schedule, delay", (timer, task) -> timer.schedule(task, 1, 3_600_000)),
                schedule("schedule, date", (timer, task) -> timer.schedule(task, Date.from(Instant.now()), 3_600_000)),
                schedule("fixed rate, delay", (timer, task) -> timer.scheduleAtFixedRate(task, 1, 3_600_000)),
                schedule(
                        "fixed rate, date",
                        (timer, task) -> timer.scheduleAtFixedRate(task, Date.from(Instant.now()), 3_600_000)));
    }

    private static Arguments schedule(String name, BiConsumer<Timer, TimerTask> schedule) {
        return argumentSet(name, schedule);
    }

    @DisplayName("71: made under A, scheduled under C, runs in C")
    @Test
    void submissionBeatsConstruction() {
        TimerTask task = in("A", this::task);
        in("C", () -> timer.schedule(task, 1));
        assertThat(seen.next()).isEqualTo("C");
    }

    @NoAgentNeeded
    @DisplayName("71: the thread of a timer made under A has no correlation of its own")
    @Test
    void thread() {
        Timer made = in("A", () -> new Timer(true));
        in("", () -> made.schedule(task(), 1));
        assertThat(seen.next()).isEmpty();
        made.cancel();
    }

    @DisplayName("71: a cancelled task leaves nothing to the next one")
    @Test
    void cancelled() {
        TimerTask cancelled = task();
        in("A", () -> timer.schedule(cancelled, 3_600_000));
        assertThat(cancelled.cancel()).isTrue();
        in("C", () -> timer.schedule(task(), 1));
        assertThat(seen.next()).isEqualTo("C");
    }

    @NoAgentNeeded
    @DisplayName("71: an exception ends the timer as ever")
    @Test
    void failure() {
        TimerTask failing = new TimerTask() {
            @Override
            public void run() {
                Thread.currentThread()
                        .setUncaughtExceptionHandler((thread, failure) -> seen.note(failure.getMessage()));
                throw new IllegalStateException("ends the timer");
            }
        };
        in("A", () -> timer.schedule(failing, 1));
        assertThat(seen.next()).isEqualTo("ends the timer");
        await().untilAsserted(() ->
                assertThatThrownBy(() -> timer.schedule(task(), 3_600_000)).hasMessage("Timer already cancelled."));
    }

    private TimerTask task() {
        return new TimerTask() {
            @Override
            public void run() {
                seen.note(id());
            }
        };
    }
}
