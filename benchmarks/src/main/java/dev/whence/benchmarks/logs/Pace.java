package dev.whence.benchmarks.logs;

import dev.whence.context.Correlation;
import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * A turn in which one thread logs at a fixed rate. Each call has a time at which it is due. If a call is late because
 * earlier calls took long, the time since it was due shows that, and the duration of the call alone does not.
 */
final class Pace {
    private static final int DIGITS = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Histogram calls = new Histogram(DIGITS);
    private final Histogram sinceDue = new Histogram(DIGITS);
    private final long interval;
    private final int events;

    Pace(int eventsPerSecond, int millis) {
        interval = NANOS_PER_SECOND / eventsPerSecond;
        events = (int) (millis * NANOS_PER_MILLI / interval);
    }

    Measures measure(Log log, Path file) throws IOException {
        long cpu = -Cpu.ofOtherThreads();
        Correlation.of("paced").run(() -> log(log));
        log.close();
        cpu += Cpu.ofOtherThreads();
        return new Measures()
                .put(Quantity.CPU_NANOS, (double) cpu / events)
                .put(Quantity.CALL_P50, micros(calls, 50))
                .put(Quantity.CALL_P99, micros(calls, 99))
                .put(Quantity.CALL_P999, micros(calls, 99.9))
                .put(Quantity.DUE_P50, micros(sinceDue, 50))
                .put(Quantity.DUE_P99, micros(sinceDue, 99))
                .put(Quantity.DUE_P999, micros(sinceDue, 99.9))
                .put(Quantity.LOST, (double) events - Lines.count(file));
    }

    private void log(Log log) {
        long start = System.nanoTime() + NANOS_PER_MILLI;
        for (int event = 0; event < events; event++) {
            Workload.beginIfDue(log, event);
            call(log, event, start + event * interval);
        }
    }

    private void call(Log log, int event, long due) {
        while (System.nanoTime() - due < 0) {
            Thread.onSpinWait();
        }
        long begin = System.nanoTime();
        log.info(event);
        long end = System.nanoTime();
        calls.recordValue(end - begin);
        sinceDue.recordValue(end - due);
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
