package dev.whence.logback;

import ch.qos.logback.classic.Level;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The conventions for the names of fields that {@link CausalJsonEncoder} knows. */
enum Preset {
    /** The log model of OpenTelemetry. */
    OTEL,

    /** The Elastic Common Schema. */
    ECS,

    /** The names of logstash-logback-encoder. */
    LOGSTASH;

    /** The preset of that name in lower case, or null if there is none. */
    static @Nullable Preset of(String name) {
        for (Preset preset : values()) {
            if (preset.toString().equals(name)) {
                return preset;
            }
        }
        return null;
    }

    static String names() {
        return Arrays.toString(values());
    }

    /** The version of the convention that a line must name. */
    String version() {
        return this == ECS ? "1.2.0" : "1";
    }

    /** The number of a level: logback's own for logstash, else that of OpenTelemetry. */
    int severityNumber(Level level) {
        return this == LOGSTASH ? level.toInt() : otelNumber(level);
    }

    private static int otelNumber(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 17;
            case Level.WARN_INT -> 13;
            case Level.INFO_INT -> 9;
            case Level.DEBUG_INT -> 5;
            default -> 1;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
