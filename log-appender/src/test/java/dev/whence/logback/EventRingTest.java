package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventRingTest {
    private static final int PRODUCERS = 4;

    private static ILoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setMessage(message);
        return event;
    }

    private static String take(EventRing ring) {
        String message = Objects.requireNonNull(ring.peek()).getMessage();
        ring.remove();
        return message;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 100})
    void itHoldsAsManyEventsAsItsCapacityInTheirOrder(int capacity) {
        EventRing ring = new EventRing(capacity);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < capacity; i++) {
                assertThat(ring.available()).isEqualTo(capacity - i);
                ring.publish(ring.claim(), event(round + "/" + i));
            }
            assertThat(ring.claim()).isEqualTo(EventRing.FULL);
            assertThat(ring.available()).isZero();
            for (int i = 0; i < capacity; i++) {
                assertThat(take(ring)).isEqualTo(round + "/" + i);
            }
            assertThat(ring.peek()).isNull();
            assertThat(ring.isEmpty()).isTrue();
        }
    }

    @Test
    void anEventBehindAnUnpublishedOneIsNotSeen() {
        EventRing ring = new EventRing(4);
        long first = ring.claim();
        ring.publish(ring.claim(), event("second"));
        assertThat(ring.peek()).isNull();
        assertThat(ring.isEmpty()).isFalse();
        ring.publish(first, event("first"));
        assertThat(take(ring)).isEqualTo("first");
        assertThat(take(ring)).isEqualTo("second");
    }

    @Test
    void aClosedRingAcceptsNothingAndKeepsWhatItHas() {
        EventRing ring = new EventRing(4);
        ring.publish(ring.claim(), event("kept"));
        ring.closeIfEmpty();
        assertThat(ring.isClosed()).isFalse();
        ring.close();
        ring.close();
        assertThat(ring.claim()).isEqualTo(EventRing.CLOSED);
        assertThat(ring.accepted()).isEqualTo(1);
        assertThat(take(ring)).isEqualTo("kept");
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void anEmptyRingIsClosedOnce() {
        EventRing ring = new EventRing(1);
        ring.closeIfEmpty();
        assertThat(ring.isClosed()).isTrue();
        assertThat(ring.claim()).isEqualTo(EventRing.CLOSED);
    }

    /** Closes the ring in the midst of its use: each accepted event is taken once, in the order of its thread. */
    @RepeatedTest(20)
    void whatIsAcceptedIsTakenOnce() throws Exception {
        EventRing ring = new EventRing(3);
        AtomicLong accepted = new AtomicLong();
        CountDownLatch begun = new CountDownLatch(PRODUCERS);
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            String name = p + " ";
            producers.add(CausalAppenderFixture.start(() -> {
                begun.countDown();
                accepted.addAndGet(produce(ring, name));
            }));
        }
        AtomicBoolean closed = new AtomicBoolean();
        Thread closer = CausalAppenderFixture.start(() -> {
            while (ring.removed() < 2_000) {
                Thread.onSpinWait();
            }
            ring.close();
            closed.set(true);
        });
        long[] next = new long[PRODUCERS];
        long taken = 0;
        while (!closed.get() || !ring.isEmpty()) {
            if (ring.peek() != null) {
                String[] words = take(ring).split(" ", 2);
                assertThat(Long.parseLong(words[1])).isEqualTo(next[Integer.parseInt(words[0])]++);
                taken++;
            }
        }
        closer.join();
        for (Thread producer : producers) {
            producer.join();
        }
        assertThat(taken).isEqualTo(accepted.get()).isEqualTo(ring.accepted());
    }

    private static long produce(EventRing ring, String name) {
        long published = 0;
        while (true) {
            long place = ring.claim();
            if (place == EventRing.CLOSED) {
                return published;
            }
            if (place == EventRing.FULL) {
                Thread.onSpinWait();
            } else {
                ring.publish(place, event(name + published++));
            }
        }
    }
}
