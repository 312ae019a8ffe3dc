package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import dev.whence.shop.AtOnce;
import dev.whence.shop.OtherThread;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoffTest {
    private static final Correlation A = Correlation.of("A").with("user", "u1");
    private static final Correlation C = Correlation.of("C");

    private static Handoff captured() throws Exception {
        return A.call(Handoff::capture);
    }

    private static Correlation resumed(Handoff handoff) {
        try (Scope resumed = handoff.resume()) {
            return Correlation.current();
        }
    }

    private static LogStamp stamp() {
        return LogSink.shared().stamp(Instant.now());
    }

    private static LogStamp stampResumed(Handoff handoff) {
        try (Scope resumed = handoff.resume()) {
            return stamp();
        }
    }

    @Test
    void isResumedOnAnotherThread() throws Exception {
        Handoff handoff = captured();
        assertThat(OtherThread.call(() -> resumed(handoff))).isSameAs(A);
        assertThat(handoff.correlation()).isSameAs(A);
    }

    @Test
    void isResumedManyTimes() throws Exception {
        Handoff handoff = captured();
        assertThat(List.of(resumed(handoff), resumed(handoff), OtherThread.call(() -> resumed(handoff))))
                .containsOnly(A);
    }

    @Test
    void isResumedOnManyThreadsAtOnce() throws Exception {
        Handoff handoff = captured();
        assertThat(AtOnce.call(8, () -> resumed(handoff))).hasSize(8).containsOnly(A);
    }

    @Test
    void eachResumptionIsATaskOfItsOwn() throws Exception {
        Handoff handoff = captured();
        assertThat(AtOnce.call(4, () -> stampResumed(handoff)))
                .extracting(LogStamp::task)
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void bringsWhatWasLoggedBefore() throws Exception {
        LogStamp before = stamp();
        Handoff handoff = Handoff.capture();
        LogStamp after = OtherThread.call(() -> stampResumed(handoff));
        assertThat(after.after()).containsExactly(before.task() + ":" + before.n());
        assertThat(after.hlc()).isGreaterThan(before.hlc());
    }

    @Test
    void restoresWhatTheThreadHad() throws Exception {
        Handoff handoff = captured();
        C.run(() -> {
            assertThat(resumed(handoff)).isSameAs(A);
            assertThat(Correlation.current()).isSameAs(C);
        });
        assertThat(Correlation.current()).isSameAs(Correlation.none());
    }

    @Test
    void restoresWhateverWasOpenedInside() throws Exception {
        Handoff handoff = captured();
        try (Scope outer = C.open()) {
            Scope resumed = handoff.resume();
            Correlation.of("left-open").open();
            resumed.close();
            assertThat(Correlation.current()).isSameAs(C);
        }
    }

    @Test
    void closedOutOfOrderChangesNothing() throws Exception {
        Scope outer = captured().resume();
        Scope inner = C.call(Handoff::capture).resume();
        outer.close();
        assertThat(Correlation.current()).isSameAs(C);
        inner.close();
        assertThat(Correlation.current()).isSameAs(A);
        Correlation.none().open();
    }

    @Test
    void closedTwiceChangesNothing() throws Exception {
        Scope resumed = captured().resume();
        resumed.close();
        try (Scope open = C.open()) {
            resumed.close();
            assertThat(Correlation.current()).isSameAs(C);
        }
    }

    @Test
    void closedOnAnotherThreadChangesNothing() throws Exception {
        Handoff handoff = captured();
        OtherThread.run(() -> {
            Scope resumed = handoff.resume();
            try {
                OtherThread.run(resumed::close);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(Correlation.current()).isSameAs(A);
        });
    }
}
