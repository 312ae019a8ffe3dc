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
 * What the program added to an event: its MDC and its key-value pairs, which win over the MDC. The id of the
 * correlation, which an event's view of the MDC shows, and those of an OpenTelemetry span have fields of their own.
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
