package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.status.Status;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.FieldTable;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** Tests of the order and the properties of events, and of the settings. */
@Timeout(60)
class CausalAppenderTest extends CausalAppenderFixture {
    @Test
    void eventsAreWrittenInOrderByAnotherThread() {
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
    void aFourthAppenderSaysThatItsPredecessorsAreNotItsOwn() {
        List<CausalAppender> others = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            CausalAppender other = new CausalAppender();
            other.setContext(logback.context);
            other.addAppender(child);
            other.start();
            others.add(other);
        }
        assertThat(logback.statuses(Status.WARN)).isEmpty();
        appender.start();
        others.forEach(CausalAppender::stop);
        assertThat(logback.statuses(Status.WARN)).singleElement().asString().contains("[CAUSAL] shares");
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
    void aProducerWaitsForASlotAndKeepsItsInterrupt() throws Exception {
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

    @Test
    void theOrderOfATaskHoldsWhenFormattingAMessageLogs() {
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
    void withoutASinkItStaysStopped() {
        appender.detachAppender(child);
        appender.start();
        assertThat(appender.isStarted()).isFalse();
        assertThat(logback.statuses(Status.ERROR)).containsExactly("No attached appenders found.");
    }

    @Test
    void aQueueWithoutSlotsIsAnError() {
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
    void theEffectiveSettingsAreReported() {
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
