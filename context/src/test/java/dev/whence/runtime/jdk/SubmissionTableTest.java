package dev.whence.runtime.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Garbage;
import dev.whence.runtime.State;
import dev.whence.shop.AtOnce;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmissionTableTest {
    private static final Correlation A = Correlation.of("A");
    private static final Correlation C = Correlation.of("C");

    private final SubmissionTable<PoolRun> table = new SubmissionTable<>();

    private void add(Runnable runnable, Correlation correlation) {
        correlation.run(() -> table.add(runnable, new PoolRun(State.current(), FunctionType.of(runnable))));
    }

    private @Nullable Correlation take(Runnable runnable) {
        PoolRun taken = table.take(runnable, null);
        return taken == null ? null : taken.correlation;
    }

    /** A runnable with equality by name. Two equal jobs differ only in their identity. */
    private record Job(String name) implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void aRunnableHasItsOwnContext() {
        Runnable one = new Job("job");
        Runnable other = new Job("job");
        add(one, A);
        add(other, C);
        assertThat(take(other)).isSameAs(C);
        assertThat(take(one)).isSameAs(A);
    }

    @Test
    void anUnknownRunnableHasNone() {
        add(new Job("job"), A);
        assertThat(take(new Job("job"))).isNull();
    }

    @Test
    void submissionsAreCounted() {
        Runnable job = new Job("job");
        add(job, A);
        add(job, A);
        assertThat(take(job)).isSameAs(A);
        assertThat(take(job)).isSameAs(A);
        assertThat(take(job)).isNull();
    }

    @Test
    void whatCannotBeToldApartIsNotTheSameAsNothing() {
        Runnable job = new Job("job");
        add(job, A);
        add(job, C);
        PoolRun ambiguous = new PoolRun(State.current(), FunctionType.of(job));
        assertThat(table.take(job, ambiguous)).isSameAs(ambiguous);
        assertThat(table.take(job, ambiguous)).isSameAs(ambiguous);
        assertThat(table.take(job, ambiguous)).isNull();
    }

    @Test
    void differentCorrelationsAtATimeAreNobodysUntilAllAreGone() {
        Runnable job = new Job("job");
        add(job, A);
        add(job, C);
        assertThat(take(job)).isNull();
        add(job, A);
        assertThat(take(job)).isNull();
        assertThat(take(job)).isNull();

        add(job, C);
        assertThat(take(job)).isSameAs(C);
    }

    @Test
    void differentCorrelationsOneAfterTheOtherAreKept() {
        Runnable job = new Job("job");
        add(job, A);
        assertThat(take(job)).isSameAs(A);
        add(job, C);
        assertThat(take(job)).isSameAs(C);
    }

    @Test
    void noneIsACorrelationLikeOthers() {
        Runnable job = new Job("job");
        add(job, Correlation.none());
        add(job, A);
        assertThat(take(job)).isNull();
    }

    @Test
    void noConcurrentSubmissionIsLost() throws Exception {
        Runnable job = new Job("job");
        AtOnce.call(4, () -> {
            for (int i = 0; i < 5_000; i++) {
                add(job, A);
            }
            return "added";
        });
        List<Integer> taken = AtOnce.call(4, () -> {
            int count = 0;
            while (take(job) != null) {
                count++;
            }
            return count;
        });
        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20_000);
    }

    @Test
    void aDiscardedRunnableIsNotKept() {
        WeakReference<Runnable> discarded = new WeakReference<>(new Job("discarded"));
        add(Objects.requireNonNull(discarded.get()), A);
        Garbage.awaitCollected(discarded);
    }
}
