package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AppenderWorkerTest {
    private final CausalAppender owner = new CausalAppender();
    private final RecordingAppender child = new RecordingAppender();
    private final EventRing ring = new EventRing(1);
    private final Tally tally = new Tally();

    private AppenderWorker started() {
        owner.setContext(new LoggerContext());
        child.start();
        AppenderWorker worker = new AppenderWorker(owner, "worker", ring, new ChildSink(child, tally), tally);
        worker.start();
        return worker;
    }

    @Test
    void flushWaitsForWhatWasPublished() {
        AppenderWorker worker = started();
        long place = ring.claim();
        ring.publish(place, event());
        worker.published(place);
        assertThat(worker.flush(1, 10_000)).isTrue();
        assertThat(child.events).hasSize(1);
        assertThat(worker.stop(10_000)).isTrue();
    }

    @Test
    void nobodyWaitsForAWorkerThatHasEnded() {
        AppenderWorker worker = started();
        assertThat(worker.stop(10_000)).isTrue();
        assertThat(ring.claim()).isEqualTo(EventRing.CLOSED);
        assertThat(worker.flush(60_000, 60_000)).isTrue();
    }

    /** The worker sleeps for good between the events. Each wake-up that is lost would be seen. */
    @Test
    void anEventThatComesWhileTheWorkerFallsAsleepIsTaken() {
        AppenderWorker worker = started();
        for (int i = 0; i < 20; i++) {
            // About as long as the worker naps before it sleeps.
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(45 + i);
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(100_000);
            }
            long place = ring.claim();
            ring.publish(place, event());
            worker.published(place);
            int expected = i + 1;
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> child.events.size() == expected && ring.available() == 1);
        }
        assertThat(worker.stop(10_000)).isTrue();
    }

    private static LoggingEvent event() {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.INFO);
        event.setTimeStamp(0);
        return event;
    }
}
