package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.HashedWheelTimer;
import io.netty.util.TimerTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A task of Netty's wheel timer runs in the correlation of the code that set the time. */
class WheelTimerBehaviour {
    private final Seen seen = new Seen();
    private final HashedWheelTimer timer = new HashedWheelTimer(1, TimeUnit.MILLISECONDS);

    @AfterEach
    void stop() {
        timer.stop();
    }

    private void after(int millis, TimerTask task) {
        timer.newTimeout(task, millis, TimeUnit.MILLISECONDS);
    }

    @DisplayName("each has its own, whoever started the timer")
    @Test
    void tasks() {
        in("A", () -> after(20, timeout -> seen.note(id())));
        in("B", () -> after(60, timeout -> seen.note(id())));
        elsewhere("", () -> after(120, timeout -> seen.note(id())));
        assertThat(seen.next(3)).containsExactly("A", "B", "");
    }

    @DisplayName("one object that is set several times has each time its own")
    @Test
    void oneTask() {
        TimerTask task = timeout -> seen.note(id());
        in("A", () -> after(1, task));
        assertThat(seen.next()).isEqualTo("A");
        in("B", () -> after(1, task));
        assertThat(seen.next()).isEqualTo("B");
    }

    @DisplayName("a task that throws leaves nothing behind")
    @Test
    void throwing() {
        in(
                "A",
                () -> after(1, timeout -> {
                    seen.note("thrower " + id());
                    throw new IllegalStateException("thrown by a task");
                }));
        assertThat(seen.next()).isEqualTo("thrower A");
        elsewhere("", () -> after(1, timeout -> seen.note(id())));
        assertThat(seen.next()).isEmpty();
    }
}
