package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TicksTest {
    @DisplayName("no more time is told than has passed: the clock may have been read just before it moved on")
    @Test
    void never() {
        int shown = Ticks.count();
        assertThat(Ticks.millisSince(shown)).isZero();
        Ticks.next();
        assertThat(Ticks.millisSince(shown)).isLessThan(60_000);
        Ticks.next();
        assertThat(Ticks.millisSince(shown)).isBetween(1_000L, 61_000L);
        assertThat(Ticks.millisSince(Ticks.count())).isZero();
    }

    @DisplayName("a correlation is as old as it is here, with entries too")
    @Test
    void correlation() {
        var correlation = Correlation.of("a");
        Ticks.next();
        Ticks.next();
        assertThat(correlation.with("tenant", "acme").ageMillis()).isBetween(1_000L, 61_000L);
        assertThat(correlation.withId("b").ageMillis()).isBetween(1_000L, 61_000L);
        assertThat(Correlation.none().withId("c").ageMillis()).isZero();
        assertThat(Correlation.none().ageMillis()).isZero();
    }
}
