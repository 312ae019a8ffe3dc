package dev.whence.examples.flink;

import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import java.nio.charset.StandardCharsets;

/** A line of a log, as a test describes it. Its times are in seconds after {@link #BEGIN}. */
final class LogLine {
    /** When all tests begin, in microseconds since 1970. */
    static final long BEGIN = 1_700_000_000_000_000L;

    private final String correlation;
    private final String id;
    private final double seconds;
    private double clock;
    private String after = "";
    private String flags = "";

    LogLine(String correlation, String id, double seconds) {
        this.correlation = correlation;
        this.id = id;
        this.seconds = seconds;
        this.clock = seconds;
    }

    /** Names a cause. */
    LogLine after(String cause) {
        after = "\"after\":[\"" + cause + "\"],\"via\":[\"receive\"],";
        return this;
    }

    /** The time by the clock of the service, if that is not the time of the stamp. */
    LogLine clock(double seconds) {
        clock = seconds;
        return this;
    }

    LogLine clockAhead() {
        flags = "\"flags\":[\"clock_ahead\"],";
        return this;
    }

    static long micros(double seconds) {
        return BEGIN + Math.round(seconds * 1e6);
    }

    static long millis(double seconds) {
        return micros(seconds) / 1000;
    }

    /** Returns the line with the field names of the preset {@code otel}. */
    String json() {
        String task = id.substring(0, id.indexOf(':'));
        return "{\"timestamp\":\"" + LogTime.format(micros(clock)) + "\",\"body\":\"" + id + "\","
                + (correlation.isEmpty() ? "" : "\"correlation_id\":\"" + correlation + "\",")
                + "\"service.name\":\"service-" + task.substring(0, task.indexOf('-')) + "\",\"causal\":{\"hlc\":\""
                + Stamp.format(LogTime.toStamp(micros(seconds))) + "\",\"task\":\"" + task + "\","
                + after + flags + "\"n\":" + id.substring(id.indexOf(':') + 1) + "}}";
    }

    Line line(String source, long number) {
        return Lines.of(source, number, json().getBytes(StandardCharsets.UTF_8), 0);
    }
}
