package dev.whence.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests of the correlation in Micrometer's context snapshots, without the agent. */
class CorrelationAccessorTest {
    private static final Correlation A = Correlation.of("A");
    private static final Correlation B = Correlation.of("B");

    private final ContextSnapshotFactory keeping =
            ContextSnapshotFactory.builder().build();
    private final ContextSnapshotFactory clearing =
            ContextSnapshotFactory.builder().clearMissing(true).build();

    @DisplayName("the accessor registers itself")
    @Test
    void registered() {
        assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
                .hasAtLeastOneElementOfType(CorrelationAccessor.class);
    }

    @DisplayName("a snapshot gives a thread the correlation, and restores the previous one afterwards")
    @Test
    void restored() throws Exception {
        ContextSnapshot snapshot = A.call(keeping::captureAll);
        B.run(() -> {
            try (ContextSnapshot.Scope ignored = snapshot.setThreadLocals()) {
                assertThat(Correlation.current()).isEqualTo(A);
            }
            assertThat(Correlation.current()).isSameAs(B);
        });
        try (ContextSnapshot.Scope ignored = snapshot.setThreadLocals()) {
            assertThat(Correlation.current()).isEqualTo(A);
        }
        assertThat(Correlation.current()).isSameAs(Correlation.none());
    }

    @DisplayName("a snapshot without a correlation clears that of a thread only on request")
    @Test
    void missing() {
        ContextSnapshot keepingNothing = keeping.captureAll();
        ContextSnapshot clearingNothing = clearing.captureAll();
        B.run(() -> {
            try (ContextSnapshot.Scope ignored = keepingNothing.setThreadLocals()) {
                assertThat(Correlation.current()).isSameAs(B);
            }
            try (ContextSnapshot.Scope ignored = clearingNothing.setThreadLocals()) {
                assertThat(Correlation.current()).isSameAs(Correlation.none());
            }
            assertThat(Correlation.current()).isSameAs(B);
        });
    }
}
