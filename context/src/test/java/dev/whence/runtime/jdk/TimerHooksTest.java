package dev.whence.runtime.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.Garbage;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.TimerTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tests of the hooks for a timer's thread that was started before the agent was attached. There the hooks learn only
 * when a task is due, and when the thread looks for the next task.
 */
class TimerHooksTest {
    private static final class Nothing extends TimerTask {
        @Override
        public void run() {}
    }

    private static TimerTask scheduled(String id, long period) {
        TimerTask task = new Nothing();
        try (Scope ignored = Correlation.of(id).open()) {
            TimerHooks.scheduled(task, period);
        }
        return task;
    }

    private static Handoff captured(String id) {
        try (Scope ignored = Correlation.of(id).open()) {
            return Handoff.capture();
        }
    }

    @DisplayName("a hand-off that a task leaves open ends with the task")
    @Test
    void leftOpen() {
        Handoff handoff = captured("captured");
        TimerHooks.due(scheduled("A", 0));
        assertThat(Correlation.current().id()).isEqualTo("A");
        Scope unused = handoff.resume();
        TimerHooks.idle();
        assertThat(Correlation.current()).isEqualTo(Correlation.none());
        TimerHooks.due(scheduled("B", 0));
        assertThat(Correlation.current().id()).isEqualTo("B");
        TimerHooks.idle();
        assertThat(Correlation.current()).isEqualTo(Correlation.none());
    }

    @DisplayName("a run of a periodic task descends from the run before")
    @Test
    void follows() {
        TimerTask task = scheduled("A", 1);
        TimerHooks.due(task);
        LogStamp first = LogSink.shared().stamp(Instant.now());
        TimerHooks.idle();
        TimerHooks.due(task);
        LogStamp second = LogSink.shared().stamp(Instant.now());
        TimerHooks.idle();
        assertThat(second.after()).containsExactly(first.task() + ":1");
        assertThat(second.via()).containsExactly("repeat");
    }

    @DisplayName("a task whose thread ends during its run is not kept")
    @Test
    void thrown() throws InterruptedException {
        WeakReference<TimerTask> task = new WeakReference<>(scheduled("A", 0));
        Thread thread = new Thread(() -> TimerHooks.due(task.get()));
        thread.start();
        thread.join();
        Garbage.awaitCollected(task);
    }
}
