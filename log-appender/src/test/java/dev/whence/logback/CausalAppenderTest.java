package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.Status;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.FieldTable;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@Timeout(60)
class CausalAppenderTest {
    private final Logback logback = new Logback("");
    private final Logger log = logback.logger();
    private final CausalAppender appender = new CausalAppender();
    private final RecordingAppender child = new RecordingAppender();
    private final CountDownLatch release = new CountDownLatch(1);

    CausalAppenderTest() {
        appender.setContext(logback.context);
        appender.setName("CAUSAL");
        child.setContext(logback.context);
        child.setName("CHILD");
        child.start();
        appender.addAppender(child);
        log.setLevel(Level.TRACE);
        log.addAppender(appender);
    }

    @AfterEach
    void stop() {
        release.countDown();
        logback.close();
    }

    /** Starts the appender with a queue of this size. The attached appender hangs in the event "first". */
    private void startHanging(int queueSize) throws InterruptedException {
        CountDownLatch hanging = child.hang(release);
        appender.setQueueSize(queueSize);
        appender.start();
        log.info("first");
        hanging.await();
    }

    private void log(int count) {
        for (int i = 0; i < count; i++) {
            log.info("{}", i);
        }
    }

    private static Thread start(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        return thread;
    }

    @Test
    void eventsAreHandedOverInOrderByAnotherThread() {
        List<Thread> threads = new ArrayList<>();
        child.reaction = event -> threads.add(Thread.currentThread());
        appender.start();
        log(10_000);
        appender.stop();
        assertThat(child.messages())
                .isEqualTo(IntStream.range(0, 10_000).mapToObj(String::valueOf).toList());
        assertThat(threads).doesNotContain(Thread.currentThread());
        assertThat(appender.getWritten()).isEqualTo(10_000);
        assertThat(appender.getDropped() + appender.getFailed()).isZero();
    }

    @Test
    void nothingIsLostWhenManyProducersAreFasterThanTheSink() throws Exception {
        child.reaction = event -> Thread.onSpinWait();
        appender.setQueueSize(16);
        appender.start();
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 8; p++) {
            String name = "p" + p;
            producers.add(start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    log.info("{} {}", name, i);
                }
            }));
        }
        for (Thread producer : producers) {
            producer.join();
        }
        appender.stop();
        assertThat(appender.getWritten()).isEqualTo(16_000);
        assertThat(appender.getBlocked()).isPositive();
        Map<String, Integer> next = new HashMap<>();
        for (String message : child.messages()) {
            String producer = message.substring(0, 2);
            assertThat(message).isEqualTo(producer + " " + next.getOrDefault(producer, 0));
            next.merge(producer, 1, Integer::sum);
        }
        assertThat(next.values()).hasSize(8).containsOnly(2_000);
    }

    @Test
    void theEventIsAsItWasWhenItWasLogged() {
        StringBuilder changing = new StringBuilder("before");
        appender.setIncludeCallerData(true);
        appender.start();
        MDC.put("user", "bob");
        log.info("{}", changing);
        MDC.remove("user");
        changing.append(" and after");
        appender.stop();
        ILoggingEvent event = child.events.get(0);
        assertThat(event.getFormattedMessage()).isEqualTo("before");
        assertThat(event.getThreadName()).isEqualTo(Thread.currentThread().getName());
        assertThat(event.getMDCPropertyMap()).containsExactly(Map.entry("user", "bob"));
        assertThat(event.getCallerData()[0].getMethodName()).isEqualTo("theEventIsAsItWasWhenItWasLogged");
    }

    @Test
    void callerDataIsNotDeterminedUnlessAskedFor() {
        appender.start();
        log.info("hello");
        appender.stop();
        assertThat(child.events.get(0).hasCallerData()).isFalse();
    }

    @Test
    void aProducerWaitsForAPlaceAndKeepsItsInterrupt() throws Exception {
        startHanging(2);
        log(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread producer = start(() -> {
            log.info("waited");
            interrupted.set(Thread.interrupted());
        });
        await().until(() -> appender.getBlocked() == 1);
        producer.interrupt();
        await().until(() -> producer.getState() == Thread.State.TIMED_WAITING);
        assertThat(appender.getRemainingCapacity()).isZero();
        assertThat(appender.getNumberOfElementsInQueue()).isEqualTo(2);
        release.countDown();
        producer.join();
        appender.stop();
        assertThat(child.messages()).containsExactly("first", "0", "waited");
        assertThat(interrupted).isTrue();
    }

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
        assertThat(gap.reason()).contains("took no event for 50 ms");
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
        assertThat(gaps.add(start, "full")).isTrue();
        assertThat(gaps.add(start.plusSeconds(1), "other")).isFalse();
        assertThat(gaps.takeIfDue(false)).isNull();
        assertThat(gaps.add(start.plusMillis(1001), "other")).isFalse();
        assertThat(gaps.takeIfDue(false)).isEqualTo(new Gap(3, start, start.plusMillis(1001), "full"));
        assertThat(gaps.takeIfDue(true)).isNull();
        gaps.add(start, "full");
        assertThat(gaps.takeIfDue(true)).isEqualTo(new Gap(1, start, start, "full"));
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

    @Test
    void noLineNamesAnEventThatWasDropped() throws Exception {
        appender.setNeverBlock(true);
        startHanging(1);
        log.info("dropped");
        release.countDown();
        await().until(() -> appender.getWritten() == 1);
        try (Scope ignored = Handoff.capture().resume()) {
            log.info("forked");
        }
        appender.stop();
        LogStamp first = Objects.requireNonNull(EventStamps.of(child.events.get(0)));
        LogStamp forked = EventStamps.of(child.events.get(child.events.size() - 1));
        assertThat(forked).isNotNull().extracting(LogStamp::after).isEqualTo(List.of(first.task() + ":" + first.n()));
    }

    @Test
    void theDiscardingThresholdSparesWarnings() throws Exception {
        appender.setDiscardingThreshold(3);
        startHanging(4);
        log.info("kept, 3 places are left");
        log.info("discarded");
        log.warn("kept");
        log.error("kept");
        release.countDown();
        await().until(() -> child.gaps().size() == 1);
        assertThat(child.gaps().get(0).gap().dropped()).isEqualTo(1);
        assertThat(appender.getWritten()).isEqualTo(4);
        assertThat(child.messages()).doesNotContain("discarded");
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
    void aGapIsToldAgainIfTheSinkFailsOnThat() {
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
    void theLastEventsThatFailAreToldAtTheStop() {
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

    @Test
    void theOrderOfATaskHoldsWhereAMessageIsMadeByCodeThatLogs() {
        RecordingAppender stamping = new RecordingAppender();
        stamping.reaction = event -> FieldTable.put(event, LogSink.shared().stamp(event.getInstant()));
        stamping.start();
        log.detachAppender(appender);
        log.addAppender(stamping);
        log.addAppender(appender);
        appender.start();
        for (int i = 0; i < 100; i++) {
            log.info("{}", new Object() {
                @Override
                public String toString() {
                    log.info("inner");
                    return "outer";
                }
            });
        }
        appender.stop();
        List<LogStamp> stamps = child.events.stream()
                .map(event -> Objects.requireNonNull(EventStamps.of(event)))
                .toList();
        assertThat(stamps).hasSize(200);
        assertThat(stamps).extracting(LogStamp::hlc).isSorted().doesNotHaveDuplicates();
        assertThat(stamps).extracting(LogStamp::n).isSorted().doesNotHaveDuplicates();
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

    @Test
    void aSinkThatLogsIntoItsOwnFullQueueDoesNotDeadlock() {
        AtomicBoolean once = new AtomicBoolean();
        child.reaction = event -> {
            if (once.compareAndSet(false, true)) {
                log.warn("from the sink");
            }
        };
        appender.setQueueSize(1);
        appender.setMaxBlock(60_000);
        appender.start();
        log.info("hello");
        await().until(() -> child.gaps().size() == 1);
        assertThat(appender.getWritten() + appender.getDropped()).isEqualTo(2);
    }

    @Test
    void whatASinkLogsIsWrittenToo() {
        child.reaction = event -> {
            if (event.getFormattedMessage().equals("hello")) {
                log.warn("from the sink");
            }
        };
        appender.start();
        log.info("hello");
        await().until(() -> child.messages().equals(List.of("hello", "from the sink")));
    }

    @Test
    void whatIsLoggedWhileAMessageIsFormattedIsWrittenFirst() {
        appender.start();
        log.info("{}", new Object() {
            @Override
            public String toString() {
                log.info("inner");
                return "outer";
            }
        });
        appender.stop();
        assertThat(child.messages()).containsExactly("inner", "outer");
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
    void eventsAfterTheStopAreCountedAndSaidToBeDropped() {
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

    @Test
    void withoutASinkItStaysStopped() {
        appender.detachAppender(child);
        appender.start();
        assertThat(appender.isStarted()).isFalse();
        assertThat(logback.statuses(Status.ERROR)).containsExactly("No attached appenders found.");
    }

    @Test
    void aQueueWithoutPlacesIsAnError() {
        appender.setQueueSize(0);
        appender.start();
        assertThat(appender.isStarted()).isFalse();
        assertThat(logback.statuses(Status.ERROR)).containsExactly("Invalid queue size [0]");
    }

    @Test
    void aSecondSinkIsRejected() {
        RecordingAppender second = new RecordingAppender();
        second.setName("SECOND");
        appender.addAppender(second);
        assertThat(appender.isAttached(second)).isFalse();
        assertThat(appender.getAppender("CHILD")).isSameAs(child);
        assertThat(logback.statuses(Status.WARN)).hasSize(1).allMatch(s -> s.contains("[SECOND]"));
    }

    @Test
    void theEffectiveSettingsAreSaid() {
        appender.start();
        assertThat(logback.statuses(Status.INFO))
                .contains("queueSize=8192, discardingThreshold=0, neverBlock=false, maxBlock=10000 ms,"
                        + " maxFlushTime=30000 ms, includeCallerData=false");
    }

    @Test
    void anInterruptedProducerDoesNotLoseItsEvent() throws Exception {
        startHanging(1);
        Thread producer = start(() -> {
            Thread.currentThread().interrupt();
            log.info("interrupted before");
        });
        await().until(() -> appender.getBlocked() == 1);
        release.countDown();
        producer.join();
        await().until(() -> appender.getWritten() == 2);
    }
}
