package dev.whence.logback;

import ch.qos.logback.classic.Level;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The naming conventions that {@link CausalJsonEncoder} supports. */
enum Preset {
    /** The log model of OpenTelemetry. */
    OTEL,

    /** The Elastic Common Schema. */
    ECS,

    /** The names of logstash-logback-encoder. */
    LOGSTASH;

    /** Returns the preset of a name in lower case, or null if there is none. */
    static @Nullable Preset of(String name) {
        for (Preset preset : values()) {
            if (preset.toString().equals(name)) {
                return preset;
            }
        }
        return null;
    }

    /** Returns the names of all presets, for a message. */
    static String names() {
        return Arrays.toString(values());
    }

    /** Returns the version of the convention, which each line names. */
    String version() {
        return this == ECS ? "1.2.0" : "1";
    }

    /** Returns the number of a level: logback's own for logstash, else the severity number of OpenTelemetry. */
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
