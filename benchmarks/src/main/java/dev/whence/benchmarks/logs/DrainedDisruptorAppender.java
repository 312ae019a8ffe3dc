package dev.whence.benchmarks.logs;

import ch.qos.logback.core.util.Duration;
import java.util.concurrent.locks.LockSupport;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;

/**
 * Logstash's appender, configured to lose nothing. Its {@code stop} looks only every 50 ms whether all events are
 * written. That would be a part of the measured time, so this class waits before, in shorter steps.
 */
public final class DrainedDisruptorAppender extends LoggingEventAsyncDisruptorAppender {
    private static final Duration FOR_EVER = Duration.buildByMilliseconds(-1);
    private static final long STEP_NANOS = 100_000;

    /** Creates the appender. Logback calls this constructor. */
    public DrainedDisruptorAppender() {
        setAppendTimeout(FOR_EVER);
        setShutdownGracePeriod(FOR_EVER);
    }

    @Override
    public void stop() {
        while (isStarted() && !isRingBufferEmpty()) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        super.stop();
    }
}
