package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whence.context.Correlation;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One event has one stamp, whichever outputs ask for it, in which sequence. */
class EventStampsTest {
    private final LogSink books = LogSink.open();

    @AfterEach
    void close() {
        books.close();
    }

    private static LoggingEvent event() {
        LoggingEvent event = CausalJsonEncoderFixture.event("m");
        event.setThreadName(Thread.currentThread().getName());
        return event;
    }

    @Test
    void anOutputThatAsksAfterAnAppenderGetsTheSameStamp() {
        Correlation.of("a").run(() -> {
            LoggingEvent event = event();
            LogStamp inBooks = Objects.requireNonNull(EventStamps.in(books, event));
            LogStamp shared = Objects.requireNonNull(EventStamps.of(event));
            assertThat(shared.hlc()).isEqualTo(inBooks.hlc());
            assertThat(shared.n()).isEqualTo(inBooks.n());
            assertThat(EventStamps.of(event)).isSameAs(shared);
        });
    }

    @Test
    void anAppenderThatAsksAfterAnOutputGetsTheSameStamp() {
        Correlation.of("a").run(() -> {
            LoggingEvent event = event();
            LogStamp shared = Objects.requireNonNull(EventStamps.of(event));
            LogStamp inBooks = Objects.requireNonNull(EventStamps.in(books, event));
            assertThat(inBooks.hlc()).isEqualTo(shared.hlc());
            assertThat(inBooks.n()).isEqualTo(shared.n());
        });
    }

    @Test
    void twoEventsHaveTwoStamps() {
        Correlation.of("a").run(() -> {
            LogStamp first = Objects.requireNonNull(EventStamps.in(books, event()));
            LogStamp second = Objects.requireNonNull(EventStamps.in(books, event()));
            assertThat(second.n()).isEqualTo(first.n() + 1);
            assertThat(second.hlc()).isGreaterThan(first.hlc());
        });
    }

    @Test
    void anEventOfAnotherThreadHasNone() {
        LoggingEvent event = CausalJsonEncoderFixture.event("m");
        event.setThreadName("another");
        assertThat(EventStamps.in(books, event)).isNull();
        assertThat(EventStamps.of(event)).isNull();
    }
}
