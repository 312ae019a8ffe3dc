package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotsTest {
    private static final int MAX_BLOCK = 1_000;

    @Test
    void aRoomHasAsManyPlacesAsItsSize() {
        Slots slots = new Slots(2, 0);
        assertThat(slots.tryClaim()).isTrue();
        assertThat(slots.tryClaim()).isTrue();
        assertThat(slots.tryClaim()).isFalse();
        assertThat(slots.available()).isZero();
        slots.release();
        assertThat(slots.tryClaim()).isTrue();
    }

    @Test
    void whoWaitsInVainMakesItStuckUntilAPlaceIsGivenBack() {
        Slots slots = new Slots(1, 1);
        assertThat(slots.claim()).isTrue();
        assertThat(slots.claim()).isFalse();
        assertThat(slots.isStalled()).isTrue();
        slots.release();
        assertThat(slots.isStalled()).isFalse();
    }

    @Test
    void whoIsOvertakenWaitsOnAsLongAsPlacesAreGivenBack() throws Exception {
        Slots slots = new Slots(1, MAX_BLOCK);
        assertThat(slots.tryClaim()).isTrue();
        AtomicLong lost = new AtomicLong();
        List<Thread> waiting = List.of(waiter(slots, lost), waiter(slots, lost));
        await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
        slots.release();
        long released = System.nanoTime();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(lost.get() - released).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(MAX_BLOCK - 1));
    }

    private static Thread waiter(Slots slots, AtomicLong lost) {
        Thread thread = new Thread(() -> {
            if (!slots.claim()) {
                lost.set(System.nanoTime());
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void closingLetsInWhoeverWaits() throws Exception {
        Slots slots = new Slots(1, 60_000);
        assertThat(slots.tryClaim()).isTrue();
        assertThat(slots.closeIfIdle()).isFalse();
        Thread waiting = waiter(slots, new AtomicLong());
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        slots.close();
        waiting.join();
        assertThat(slots.isClosed()).isTrue();
    }
}
