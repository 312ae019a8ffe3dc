package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

/** Up to which time all lines have come. */
class LineWatermarksTest {
    private static final long NOW = 1_000_000;

    private final List<Long> emitted = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    };

    private final LineWatermarks watermarks =
            new LineWatermarks(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC), 100, 20);

    private void see(long progress) {
        Line line = new Line();
        line.progress = progress;
        watermarks.onEvent(line, progress, output);
        watermarks.onPeriodicEmit(output);
    }

    @Test
    void clocksMayDifferAndLinesBeLate() {
        see(5000);
        see(4000);
        see(6000);
        assertThat(emitted).containsExactly(4879L, 4879L, 5879L);
    }

    @Test
    void whatTellsNothingDoesNotCount() {
        see(Line.NO_TIME);
        assertThat(emitted).isEmpty();
    }

    /** Such as a damaged stamp. */
    @Test
    void aTimeThatCannotBeDoesNotCount() {
        see(5000);
        see(NOW + 101);
        see(Long.MAX_VALUE);
        assertThat(emitted).containsOnly(4879L);
        see(NOW + 100);
        assertThat(emitted).endsWith(NOW - 21);
    }
}
