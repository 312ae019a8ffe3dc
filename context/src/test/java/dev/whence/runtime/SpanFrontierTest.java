package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpanFrontierTest {
    private static final SpanIds SPAN = new SpanIds("0123456789abcdef0123456789abcdef", "0123456789abcdef", "01");

    @Test
    void withoutASpanTheFrontierIsTheSame() {
        Frontier events = logged();
        assertThat(SpanFrontier.in(events, null)).isSameAs(events);
        assertThat(SpanFrontier.in(null, null)).isNull();
    }

    @Test
    void hasTheEventsAndTheSpan() {
        Frontier events = logged();
        Frontier both = Objects.requireNonNull(SpanFrontier.in(events, SPAN));
        assertThat(SpanFrontier.spans(both)).containsExactly(SPAN);
        assertThat(both.marks()).isEqualTo(events.marks());
        assertThat(SpanFrontier.isEmpty(both)).isFalse();
    }

    @Test
    void knowsWhetherItHasNoEvents() {
        Frontier empty = Objects.requireNonNull(SpanFrontier.in(null, SPAN));
        assertThat(SpanFrontier.isEmpty(empty)).isTrue();
        assertThat(SpanFrontier.isEmpty(Objects.requireNonNull(SpanFrontier.in(empty, SPAN))))
                .isTrue();
        assertThat(SpanFrontier.spans(logged())).isEmpty();
    }

    @Test
    void aUnionHasTheSpansOfBothAndNoEventsIfNeitherHas() {
        SpanIds other = new SpanIds("0123456789abcdef0123456789abcdef", "fedcba9876543210", "01");
        Frontier first = Objects.requireNonNull(SpanFrontier.in(null, SPAN));
        Frontier second = Objects.requireNonNull(SpanFrontier.in(null, other));
        Frontier empty = SpanFrontier.withSpans(union(first, second), first, second);
        assertThat(SpanFrontier.isEmpty(empty)).isTrue();
        assertThat(SpanFrontier.spans(empty)).containsExactly(SPAN, other);
        Frontier events = logged();
        Frontier both = SpanFrontier.withSpans(union(first, events), first, events);
        assertThat(SpanFrontier.isEmpty(both)).isFalse();
        assertThat(SpanFrontier.spans(both)).containsExactly(SPAN);
        assertThat(both.marks()).isEqualTo(events.marks());
    }

    private static Frontier union(Frontier first, Frontier second) {
        return Objects.requireNonNull(Frontier.either(first, second));
    }

    @Test
    void onlyTheLastFlagTellsWhetherASpanIsSampled() {
        assertThat(SPAN.isSampled()).isTrue();
        assertThat(new SpanIds("", "", "00").isSampled()).isFalse();
        assertThat(new SpanIds("", "", "03").isSampled()).isTrue();
        assertThat(new SpanIds("", "", "0f").isSampled()).isTrue();
        assertThat(new SpanIds("", "", "10").isSampled()).isFalse();
    }

    private static Frontier logged() {
        LogSink.shared().stamp(Instant.now());
        return Objects.requireNonNull(State.current().task.frontier);
    }
}
