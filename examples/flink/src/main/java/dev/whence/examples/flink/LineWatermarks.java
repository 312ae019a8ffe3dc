package dev.whence.examples.flink;

import java.time.Clock;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Tells up to which time all lines of a source have come: the latest {@link Line#progress}, less how far clocks differ
 * and how late lines come.
 *
 * <p>A line whose time is further ahead of this machine's clock than clocks may differ does not count. Else a single
 * damaged stamp would make all others late.
 */
final class LineWatermarks implements WatermarkGenerator<Line> {
    private final Clock clock;
    private final long skewMillis;
    private final long delayMillis;
    private long latest = Line.NO_TIME;

    LineWatermarks(Clock clock, long skewMillis, long delayMillis) {
        this.clock = clock;
        this.skewMillis = skewMillis;
        this.delayMillis = delayMillis;
    }

    @Override
    public void onEvent(Line line, long time, WatermarkOutput output) {
        if (line.progress > latest && line.progress <= clock.millis() + skewMillis) {
            latest = line.progress;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (latest != Line.NO_TIME) {
            output.emitWatermark(new Watermark(latest - skewMillis - delayMillis - 1));
        }
    }
}
