package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {
    private final CausalAppender owner = new CausalAppender();
    private final Probe probe = new Probe();
    private final Room room = new Room(1, 0);
    private final Counts counts = new Counts();

    private Handover started() {
        owner.setContext(new LoggerContext());
        probe.start();
        Handover handover = new Handover(owner, probe, room, counts);
        handover.start();
        return handover;
    }

    @Test
    void flushWaitsForWhatWasPut() {
        Handover handover = started();
        assertThat(room.tryClaim()).isTrue();
        handover.put(event());
        assertThat(handover.flush(10_000)).isTrue();
        assertThat(probe.events).hasSize(1);
        assertThat(handover.stop(10_000)).isTrue();
    }

    @Test
    void whatIsPutAfterTheEndIsCountedAndKeepsNobodyWaiting() {
        Handover handover = started();
        assertThat(handover.stop(10_000)).isTrue();
        assertThat(room.tryClaim()).isTrue();
        handover.put(event());
        assertThat(counts.dropped.get()).isEqualTo(1);
        assertThat(room.available()).isEqualTo(1);
        assertThat(handover.flush(60_000)).isTrue();
    }

    private static LoggingEvent event() {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.INFO);
        event.setTimeStamp(0);
        return event;
    }
}
