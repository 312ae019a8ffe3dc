package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.status.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the end of an appender: {@code stop} writes, drops and counts the remaining events. */
@Timeout(60)
class CausalAppenderStopTest extends CausalAppenderFixture {
    @Test
    void stopGivesUpOnASinkThatHangsAndCountsWhatIsLeft() throws Exception {
        appender.setMaxFlushTime(50);
        startHanging(8);
        log(5);
        appender.stop();
        assertThat(appender.getDropped()).as("with the one that hangs").isEqualTo(6);
        assertThat(logback.statuses(Status.WARN)).anyMatch(s -> s.contains("6 events were dropped"));
        release.countDown();
        await().until(() -> !child.isStarted());
        assertThat(appender.getWritten()).isEqualTo(1);
        assertThat(appender.getDropped()).isEqualTo(5);
        assertThat(child.gaps()).extracting(gap -> gap.gap().dropped()).containsExactly(5L);
    }

    @Test
    void aGapInTheQueueIsAnnouncedIfTheAppenderGivesUp() throws Exception {
        appender.setMaxFlushTime(50);
        startHanging(4);
        appender.setDiscardingThreshold(4);
        log.info("discarded");
        appender.setDiscardingThreshold(0);
        log.info("queued behind the gap");
        appender.stop();
        release.countDown();
        await().until(() -> !child.isStarted());
        assertThat(child.gaps()).extracting(gap -> gap.gap().dropped()).containsExactly(2L);
    }

    @Test
    void aProducerThatWaitsWhenTheAppenderGivesUpIsReleased() throws Exception {
        appender.setMaxFlushTime(50);
        startHanging(1);
        Thread producer = start(() -> log.info("waiting"));
        await().until(() -> appender.getBlocked() == 1);
        appender.stop();
        producer.join();
        assertThat(appender.getDropped()).as("with the one that hangs").isEqualTo(2);
    }

    @Test
    void stopWaitsForProducersThatWait() throws Exception {
        startHanging(1);
        Thread producer = start(() -> log.info("waiting"));
        await().until(() -> appender.getBlocked() == 1);
        Thread stopper = start(appender::stop);
        await().until(() -> !appender.isStarted());
        release.countDown();
        producer.join();
        stopper.join();
        assertThat(child.messages()).containsExactly("first", "waiting");
    }

    @Test
    void stopKeepsAnInterruptAndStillWritesEverything() {
        child.reaction = event -> Thread.onSpinWait();
        appender.start();
        log(1_000);
        Thread.currentThread().interrupt();
        appender.stop();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(appender.getWritten()).isEqualTo(1_000);
    }

    @Test
    void aStopThatRacesWithProducersLosesCountOfNothing() throws Exception {
        for (int round = 0; round < 30; round++) {
            CausalAppender raced = new CausalAppender();
            RecordingAppender sink = new RecordingAppender();
            sink.setContext(logback.context);
            sink.start();
            raced.setContext(logback.context);
            raced.setQueueSize(4);
            raced.addAppender(sink);
            raced.start();
            AtomicLong emitted = new AtomicLong();
            AtomicBoolean done = new AtomicBoolean();
            List<Thread> producers = new ArrayList<>();
            Logger logger = logback.context.getLogger("raced" + round);
            logger.setAdditive(false);
            logger.addAppender(raced);
            for (int p = 0; p < 4; p++) {
                producers.add(start(() -> {
                    while (!done.get()) {
                        logger.info("");
                        emitted.incrementAndGet();
                    }
                }));
            }
            await().until(() -> raced.getWritten() > 20);
            raced.stop();
            done.set(true);
            for (Thread producer : producers) {
                producer.join();
            }
            assertThat(raced.getWritten() + raced.getDropped() + raced.getFailed())
                    .isEqualTo(emitted.get());
            assertThat(sink.events.stream().filter(e -> !(e instanceof GapEvent)))
                    .hasSize((int) raced.getWritten());
        }
    }

    /** An event whose level the appender reads between its check that it is not stopped and the claim of a place. */
    @Test
    void anEventThatComesBetweenTheCheckAndTheEndIsCounted() {
        appender.setQueueSize(4);
        appender.setDiscardingThreshold(5);
        appender.start();
        appender.doAppend(new LoggingEvent("", log, Level.WARN, "late", null, null) {
            @Override
            public Level getLevel() {
                appender.stop();
                return super.getLevel();
            }
        });
        assertThat(appender.getDropped()).isEqualTo(1);
        assertThat(appender.getWritten()).isZero();
    }

    @Test
    void aSinkMayStopTheAppender() {
        child.reaction = event -> appender.stop();
        appender.start();
        log(1);
        await().until(() -> !child.isStarted());
        assertThat(appender.getWritten()).isEqualTo(1);
    }

    @Test
    void eventsAfterTheStopAreCountedAndReportedAsDropped() {
        appender.start();
        appender.stop();
        appender.doAppend(new ch.qos.logback.classic.spi.LoggingEvent("", log, Level.INFO, "late", null, null));
        assertThat(appender.getDropped()).isEqualTo(1);
        assertThat(logback.statuses(Status.WARN)).containsExactly("Dropping log events: the appender was stopped");
    }

    @Test
    void startAndStopCanBeRepeated() {
        appender.start();
        appender.start();
        log(1);
        appender.stop();
        appender.stop();
        assertThat(appender.getWritten()).isEqualTo(1);
        assertThat(logback.statuses(Status.WARN)).isEmpty();
    }
}
