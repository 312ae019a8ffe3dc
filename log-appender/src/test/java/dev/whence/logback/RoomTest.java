package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoomTest {
    private static final int MAX_BLOCK = 1_000;

    @Test
    void aRoomHasAsManyPlacesAsItsSize() {
        Room room = new Room(2, 0);
        assertThat(room.tryClaim()).isTrue();
        assertThat(room.tryClaim()).isTrue();
        assertThat(room.tryClaim()).isFalse();
        assertThat(room.available()).isZero();
        room.release();
        assertThat(room.tryClaim()).isTrue();
    }

    @Test
    void whoWaitsInVainMakesItStuckUntilAPlaceIsGivenBack() {
        Room room = new Room(1, 1);
        assertThat(room.claim()).isTrue();
        assertThat(room.claim()).isFalse();
        assertThat(room.isStuck()).isTrue();
        room.release();
        assertThat(room.isStuck()).isFalse();
    }

    @Test
    void whoIsOvertakenWaitsOnAsLongAsPlacesAreGivenBack() throws Exception {
        Room room = new Room(1, MAX_BLOCK);
        assertThat(room.tryClaim()).isTrue();
        AtomicLong lost = new AtomicLong();
        List<Thread> waiting = List.of(waiter(room, lost), waiter(room, lost));
        await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
        room.release();
        long released = System.nanoTime();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(lost.get() - released).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(MAX_BLOCK - 1));
    }

    private static Thread waiter(Room room, AtomicLong lost) {
        Thread thread = new Thread(() -> {
            if (!room.claim()) {
                lost.set(System.nanoTime());
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void closingLetsInWhoeverWaits() throws Exception {
        Room room = new Room(1, 60_000);
        assertThat(room.tryClaim()).isTrue();
        assertThat(room.closeIfUnused()).isFalse();
        Thread waiting = waiter(room, new AtomicLong());
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        room.close();
        waiting.join();
        assertThat(room.isClosed()).isTrue();
    }
}
