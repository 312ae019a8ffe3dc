package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EntryQueueTest {
    private final EntryQueue queue = new EntryQueue();

    @Test
    void firstInFirstOut() throws Exception {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
        queue.add(1);
        queue.add(2);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.take()).isEqualTo(1);
        assertThat(queue.poll()).isEqualTo(2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void takingWaitsForWhatComes() throws Exception {
        CompletableFuture<Object> taken = new CompletableFuture<>();
        Thread reader = new Thread(() -> take(taken));
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        queue.add("late");
        assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    }

    private void take(CompletableFuture<Object> taken) {
        try {
            taken.complete(queue.take());
        } catch (InterruptedException e) {
            taken.completeExceptionally(e);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(queue::take).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        queue.add(1);
        assertThat(queue.take()).isEqualTo(1);
    }

    @Test
    void everythingThatManyAddIsTakenOnceInTheOrderOfEach() throws Exception {
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int producer = p;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    queue.add(new int[] {producer, i});
                }
            });
            thread.start();
            threads.add(thread);
        }
        int[] next = new int[4];
        for (int i = 0; i < 4 * each; i++) {
            int[] taken = (int[]) queue.take();
            assertThat(taken[1]).isEqualTo(next[taken[0]]++);
        }
        assertThat(queue.isEmpty()).isTrue();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
