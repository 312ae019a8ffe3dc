package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The attributes of an event: its MDC entries and its key-value pairs. A pair takes precedence over an MDC entry of the
 * same key. The correlation id and the ids of an OpenTelemetry span are taken out, as they have fields of their own.
 */
final class Attributes {
    private final Map<String, @Nullable Object> values;
    private final @Nullable String traceId;
    private final @Nullable String spanId;
    private final @Nullable String traceFlags;

    Attributes(ILoggingEvent event, @Nullable LogStamp stamp) {
        this.values = new LinkedHashMap<>(event.getMDCPropertyMap());
        if (stamp != null) {
            values.remove(Settings.correlationKey(), stamp.correlation().id());
        }
        this.traceId = take("trace_id");
        this.spanId = take("span_id");
        this.traceFlags = take("trace_flags");
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                values.put(String.valueOf(pair.key), pair.value);
            }
        }
    }

    /** Removes and returns an entry of the MDC. */
    private @Nullable String take(String key) {
        return (String) values.remove(key);
    }

    @Nullable String traceId() {
        return traceId;
    }

    @Nullable String spanId() {
        return spanId;
    }

    @Nullable String traceFlags() {
        return traceFlags;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    void forEach(BiConsumer<String, @Nullable Object> action) {
        values.forEach(action);
    }
}
