package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of gaps, and of attached appenders that hang or fail. */
@Timeout(60)
class CausalAppenderFailuresTest extends CausalAppenderFixture {
    @Test
    void aSinkThatHangsMakesAnAnnouncedGap() throws Exception {
        appender.setMaxBlock(50);
        startHanging(4);
        log(3 + 10);
        assertThat(appender.getDropped()).isEqualTo(10);
        assertThat(appender.getBlocked()).as("after the first nobody waits").isEqualTo(1);
        release.countDown();
        await().until(() -> child.gaps().size() == 1);
        log.info("moving again");
        appender.stop();
        assertThat(child.events.get(4)).isInstanceOf(GapEvent.class);
        assertThat(child.messages().get(5)).isEqualTo("moving again");
        Gap gap = child.gaps().get(0).gap();
        assertThat(gap.dropped()).isEqualTo(10);
        assertThat(gap.from()).isBeforeOrEqualTo(gap.to());
        assertThat(gap.reason()).contains("nothing was written for 50 ms");
        ILoggingEvent announcement = child.gaps().get(0);
        assertThat(announcement.getLevel()).isEqualTo(Level.WARN);
        assertThat(announcement.getFormattedMessage()).startsWith("10 log events were dropped");
        assertThat(announcement.getCallerData()).isEmpty();
        assertThat(logback.statuses(Status.WARN))
                .contains(announcement.getFormattedMessage())
                .anyMatch(status -> status.startsWith("Dropping log events"));
        assertThat(appender.getWritten()).isEqualTo(5);
    }

    @Test
    void aSinkThatMovesAgainIsWaitedForAgain() throws Exception {
        appender.setMaxBlock(50);
        startHanging(1);
        log(1);
        release.countDown();
        await().until(() -> child.gaps().size() == 1);
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch hanging = child.hang(again);
        log.info("second");
        hanging.await();
        appender.setMaxBlock(50);
        log(1);
        assertThat(appender.getBlocked()).isEqualTo(2);
        again.countDown();
        await().until(() -> child.gaps().size() == 2);
    }

    @Test
    void aGapThatStaysOpenIsAnnouncedByTheNextEventAfterASecond() {
        GapCollector gaps = new GapCollector();
        java.time.Instant start = java.time.Instant.EPOCH;
        assertThat(gaps.add(Gap.of(start, Loss.FULL, "full"), 7)).isTrue();
        assertThat(gaps.add(Gap.of(start.plusSeconds(1), Loss.THRESHOLD, "other"), 8))
                .isFalse();
        assertThat(gaps.takeIfDue(7, false)).isNull();
        assertThat(gaps.add(Gap.of(start.plusMillis(1001), Loss.THRESHOLD, "other"), 9))
                .isFalse();
        assertThat(gaps.takeIfDue(6, false))
                .as("before what was accepted earlier")
                .isNull();
        assertThat(gaps.takeIfDue(7, false)).isEqualTo(new Gap(3, start, start.plusMillis(1001), Loss.FULL, "full"));
        assertThat(gaps.takeIfDue(7, true)).isNull();
        gaps.add(Gap.of(start, Loss.FULL, "full"), 7);
        assertThat(gaps.takeIfDue(7, true)).isEqualTo(new Gap(1, start, start, Loss.FULL, "full"));
    }

    @Test
    void neverBlockDropsAndAnnounces() throws Exception {
        appender.setNeverBlock(true);
        startHanging(1);
        log(5);
        release.countDown();
        await().until(() -> child.gaps().size() == 1);
        assertThat(child.gaps().get(0).gap().dropped()).isEqualTo(5);
        assertThat(appender.getBlocked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(classes = {RuntimeException.class, StackOverflowError.class, ThreadDeath.class, Exception.class})
    void theWorkerSurvivesWhateverTheSinkThrows(Class<? extends Throwable> kind) {
        child.reaction = event -> {
            if (event.getFormattedMessage().equals("bad")) {
                Throwable failure = kind.getDeclaredConstructor().newInstance();
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (Exception) failure;
            }
        };
        appender.setQueueSize(2);
        appender.start();
        for (int i = 0; i < 10; i++) {
            log.info("good");
            log.info("bad");
        }
        appender.stop();
        assertThat(child.events).hasSize(20);
        for (int i = 0; i < 20; i += 2) {
            assertThat(child.messages().get(i)).isEqualTo("good");
            assertThat(child.events.get(i + 1))
                    .as("in the place of what is missing")
                    .isInstanceOf(GapEvent.class);
        }
        assertThat(appender.getWritten()).isEqualTo(10);
        assertThat(appender.getFailed()).isEqualTo(10);
        assertThat(logback.statuses(Status.ERROR)).hasSize(4).allMatch(s -> s.contains("log events failed"));
    }

    @Test
    void aSinkThatIsNotStartedHasWrittenNothing() {
        child.stop();
        appender.start();
        log(3);
        appender.stop();
        assertThat(appender.getWritten()).isZero();
        assertThat(appender.getFailed()).isEqualTo(3);
    }

    @Test
    void interruptingTheWorkerDoesNotEndIt() throws Exception {
        appender.start();
        List<Thread> worker = new ArrayList<>();
        child.reaction = event -> worker.add(Thread.currentThread());
        log(1);
        await().until(() -> !worker.isEmpty());
        worker.get(0).interrupt();
        log(1);
        appender.stop();
        assertThat(appender.getWritten()).isEqualTo(2);
    }

    @Test
    void aGapIsAnnouncedAgainIfTheSinkFailsOnTheAnnouncement() {
        AtomicBoolean failing = new AtomicBoolean(true);
        child.reaction = event -> {
            if (failing.get()) {
                throw new IllegalStateException("not now");
            }
        };
        appender.start();
        log(3);
        await().until(() -> appender.getFailed() == 3);
        failing.set(false);
        log.info("well");
        appender.stop();
        assertThat(child.gaps()).extracting(gap -> gap.gap().dropped()).containsExactly(3L);
        assertThat(child.messages().get(1)).isEqualTo("well");
    }

    @Test
    void theLastEventsThatFailAreAnnouncedAtTheStop() {
        AtomicBoolean failing = new AtomicBoolean(true);
        child.reaction = event -> {
            if (failing.get()) {
                throw new IllegalStateException("not now");
            }
        };
        appender.start();
        log(1);
        await().until(() -> appender.getFailed() == 1);
        failing.set(false);
        appender.stop();
        assertThat(child.gaps()).hasSize(1);
    }

    @Test
    void aStreamThatFailsToFlushDoesNotEndTheWorker() {
        appender.detachAppender(child);
        OutputStreamAppender<ILoggingEvent> sink = new OutputStreamAppender<>();
        sink.setContext(logback.context);
        sink.setImmediateFlush(false);
        CausalJsonEncoder encoder = new CausalJsonEncoder();
        encoder.start();
        sink.setEncoder(encoder);
        AtomicBoolean isFlushed = new AtomicBoolean();
        sink.setOutputStream(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                isFlushed.set(true);
                throw new NoClassDefFoundError("codec");
            }
        });
        sink.start();
        appender.addAppender(sink);
        appender.start();
        log.info("before");
        // The first dropped event wakes the worker, which flushes.
        appender.setNeverBlock(true);
        appender.setDiscardingThreshold(Integer.MAX_VALUE);
        log.info("dropped");
        await().until(isFlushed::get);
        appender.setDiscardingThreshold(0);
        log.info("after");
        appender.stop();
        assertThat(appender.getWritten()).isEqualTo(2);
    }
}
