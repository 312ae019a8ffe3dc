package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A task for later runs in the correlation of whoever scheduled it. Periodic ones: {@link PeriodicBehaviour}. */
@SuppressWarnings("FutureReturnValueIgnored")
class ScheduledBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("62: schedule of a runnable and of a callable")
    @RepeatedTest(3)
    void schedule() {
        ScheduledExecutorService pool = pools.scheduled();
        in("A", () -> pool.schedule((Runnable) seen::here, 1, MILLISECONDS));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> pool.schedule((Callable<String>) seen::here, 1, MILLISECONDS));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("62: schedule on the wrapped pools of Executors")
    @Test
    void wrapped() {
        ScheduledExecutorService single = pools.with(Executors.newSingleThreadScheduledExecutor());
        in("A", () -> single.schedule((Runnable) seen::here, 1, MILLISECONDS));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("70: a task that schedules itself again keeps its correlation")
    @Test
    void reschedulesItself() {
        in("A", () -> reschedule(pools.scheduled(), 3));
        assertThat(seen.next(3)).containsExactly("A", "A", "A");
    }

    @FullStacksNeeded
    @DisplayName(
            "70: a task that schedules itself again and again keeps its correlation for 64 generations, and then has none")
    @Test
    void reschedulesItselfWithoutEnd() {
        in("A", () -> reschedule(pools.scheduled(), 70));
        List<String> ids = seen.next(70);
        assertThat(ids.subList(0, 64)).containsOnly("A");
        assertThat(ids.subList(66, 70)).containsOnly("");
    }

    private void reschedule(ScheduledExecutorService pool, int times) {
        if (times > 0) {
            pool.schedule(
                    () -> {
                        seen.here();
                        reschedule(pool, times - 1);
                    },
                    1,
                    MILLISECONDS);
        }
    }

    @DisplayName("64: decorateTask sees the task of the pool, and what it makes of it runs in the submitter's")
    @Test
    void decorateTask() {
        ScheduledExecutorService pool = pools.with(new ScheduledThreadPoolExecutor(1) {
            @Override
            protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> code, RunnableScheduledFuture<V> task) {
                seen.note(task.getClass().getSimpleName());
                return new Decorated<>(task);
            }
        });
        in("A", () -> pool.schedule((Callable<String>) seen::here, 1, MILLISECONDS));
        assertThat(seen.next(2)).containsExactly("ScheduledFutureTask", "A");
    }

    /** As Spring and others have it. */
    private record Decorated<V>(RunnableScheduledFuture<V> task) implements RunnableScheduledFuture<V> {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public boolean isPeriodic() {
            return task.isPeriodic();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return task.getDelay(unit);
        }

        @Override
        public int compareTo(Delayed other) {
            return task.compareTo(other);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return task.cancel(mayInterrupt);
        }

        @Override
        public boolean isCancelled() {
            return task.isCancelled();
        }

        @Override
        public boolean isDone() {
            return task.isDone();
        }

        @Override
        public V get() throws ExecutionException, InterruptedException {
            return task.get();
        }

        @Override
        public V get(long timeout, TimeUnit unit) throws ExecutionException, InterruptedException, TimeoutException {
            return task.get(timeout, unit);
        }
    }

    @NoAgentNeeded
    @DisplayName("63, 65: cancelled and removed as ever")
    @Test
    void cancelAndRemove() {
        ScheduledThreadPoolExecutor pool = pools.scheduled();
        pool.setRemoveOnCancelPolicy(true);
        ScheduledFuture<?> cancelled = in("A", () -> pool.schedule((Runnable) seen::here, 1, HOURS));
        ScheduledFuture<?> removed = in("A", () -> pool.schedule((Runnable) seen::here, 1, HOURS));
        assertThat(pool.getQueue()).containsExactly((Runnable) cancelled, (Runnable) removed);
        assertThat(cancelled.cancel(false)).isTrue();
        assertThat(pool.remove((Runnable) removed)).isTrue();
        assertThat(pool.getQueue()).isEmpty();
    }

    @NoAgentNeeded
    @DisplayName("66: scheduled futures compare by their delay")
    @Test
    void order() {
        ScheduledThreadPoolExecutor pool = pools.scheduled();
        ScheduledFuture<?> later = in("A", () -> pool.schedule((Runnable) seen::here, 2, HOURS));
        ScheduledFuture<?> sooner = in("C", () -> pool.schedule((Runnable) seen::here, 1, HOURS));
        assertThat(later.compareTo(sooner)).isPositive();
        assertThat((Future<?>) pool.getQueue().peek()).isSameAs(sooner);
    }
}
