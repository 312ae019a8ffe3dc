package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AppenderWorkerTest {
    private final CausalAppender owner = new CausalAppender();
    private final RecordingAppender child = new RecordingAppender();
    private final Slots slots = new Slots(1, 0);
    private final Counters counters = new Counters();

    private AppenderWorker started() {
        owner.setContext(new LoggerContext());
        child.start();
        AppenderWorker worker = new AppenderWorker(owner, child, slots, counters);
        worker.start();
        return worker;
    }

    @Test
    void flushWaitsForWhatWasPut() {
        AppenderWorker worker = started();
        assertThat(slots.tryClaim()).isTrue();
        worker.put(event());
        assertThat(worker.flush(10_000)).isTrue();
        assertThat(child.events).hasSize(1);
        assertThat(worker.stop(10_000)).isTrue();
    }

    @Test
    void whatIsPutAfterTheEndIsCountedAndKeepsNobodyWaiting() {
        AppenderWorker worker = started();
        assertThat(worker.stop(10_000)).isTrue();
        assertThat(slots.tryClaim()).isTrue();
        worker.put(event());
        assertThat(counters.dropped.get()).isEqualTo(1);
        assertThat(slots.available()).isEqualTo(1);
        assertThat(worker.flush(60_000)).isTrue();
    }

    private static LoggingEvent event() {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.INFO);
        event.setTimeStamp(0);
        return event;
    }
}
