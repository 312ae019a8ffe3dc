package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.whence.runtime.LogStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Formats events as JSON lines, with the field names of one preset. */
final class JsonRecord {
    private final Timestamps timestamps = new Timestamps();
    private final Preset preset;
    private final @Nullable String serviceName;
    private final @Nullable String serviceInstanceId;
    private final boolean sites;

    JsonRecord(Preset preset, @Nullable String serviceName, @Nullable String serviceInstanceId, boolean sites) {
        this.preset = preset;
        this.serviceName = serviceName;
        this.serviceInstanceId = serviceInstanceId;
        this.sites = sites;
    }

    /**
     * Returns the JSON line of an event, with its line feed.
     *
     * @param seq the number of the line in the output
     */
    byte[] line(ILoggingEvent event, long seq) {
        LogStamp stamp = EventStamps.of(event);
        JsonWriter json = new JsonWriter().beginObject();
        writeEvent(json, event);
        writeOrigin(json, stamp);
        writeAttributes(json, new Attributes(event, stamp));
        writeMarkers(json, event);
        writeException(json, event);
        write(json, JsonField.SEQUENCE, seq);
        writeCausal(json, event, stamp, seq);
        return json.endObject().line();
    }

    private void writeEvent(JsonWriter json, ILoggingEvent event) {
        write(json, JsonField.TIMESTAMP, timestamps.format(EventStamps.instant(event)));
        write(json, JsonField.VERSION, preset.version());
        write(json, JsonField.SEVERITY, event.getLevel().toString());
        write(json, JsonField.SEVERITY_NUMBER, preset.severityNumber(event.getLevel()));
        json.field(JsonField.BODY.nameIn(preset), String.valueOf(event.getFormattedMessage()));
        write(json, JsonField.LOGGER, event.getLoggerName());
        write(json, JsonField.THREAD, event.getThreadName());
    }

    private void writeOrigin(JsonWriter json, @Nullable LogStamp stamp) {
        write(
                json,
                JsonField.CORRELATION,
                stamp == null ? null : stamp.correlation().id());
        write(json, JsonField.SERVICE_NAME, serviceName);
        write(json, JsonField.SERVICE_INSTANCE, serviceInstanceId);
    }

    private void writeAttributes(JsonWriter json, Attributes attributes) {
        write(json, JsonField.TRACE_ID, attributes.traceId());
        write(json, JsonField.SPAN_ID, attributes.spanId());
        write(json, JsonField.TRACE_FLAGS, attributes.traceFlags());
        if (!attributes.isEmpty()) {
            json.name(JsonField.ATTRIBUTES.nameIn(preset)).beginObject();
            attributes.forEach((name, value) -> json.name(name).value(value));
            json.endObject();
        }
    }

    private void writeMarkers(JsonWriter json, ILoggingEvent event) {
        List<String> names = new ArrayList<>();
        if (event.getMarkerList() != null) {
            for (Marker marker : event.getMarkerList()) {
                names.add(marker.getName());
            }
        }
        writeUnlessEmpty(json, JsonField.MARKERS.nameIn(preset), names);
    }

    private void writeException(JsonWriter json, ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            write(json, JsonField.EXCEPTION_TYPE, thrown.getClassName());
            write(json, JsonField.EXCEPTION_MESSAGE, thrown.getMessage());
            write(json, JsonField.EXCEPTION_STACK, ThrowableProxyUtil.asString(thrown));
        }
    }

    private void writeCausal(JsonWriter json, ILoggingEvent event, @Nullable LogStamp stamp, long seq) {
        json.name("causal").beginObject();
        if (stamp != null) {
            writeStamp(json, stamp);
        } else if (event instanceof GapEvent announcement) {
            writeGap(json, announcement.gap());
        }
        json.field("seq", seq).endObject();
    }

    private void writeStamp(JsonWriter json, LogStamp stamp) {
        json.field("hlc", stamp.hlc()).field("task", stamp.task()).field("n", stamp.n());
        writeUnlessEmpty(json, "after", stamp.after());
        writeUnlessEmpty(json, "via", stamp.via());
        writeUnlessEmpty(json, "flags", stamp.flags());
        if (sites) {
            writeSite(json, stamp);
        }
        writeUnlessNull(json, "submitted", format(stamp.submitted()));
        writeUnlessNull(json, "begun", format(stamp.begun()));
    }

    private static void writeSite(JsonWriter json, LogStamp stamp) {
        writeUnlessNull(json, "site", stamp.site());
        if (stamp.isSiteApproximate()) {
            json.name("site_approximate").value(true);
        }
    }

    private @Nullable String format(@Nullable Instant time) {
        return time == null ? null : timestamps.format(time);
    }

    private static void writeUnlessNull(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.field(name, value);
        }
    }

    private void writeGap(JsonWriter json, Gap gap) {
        json.field("kind", "gap")
                .field("dropped", gap.dropped())
                .field("from", timestamps.format(gap.from()))
                .field("to", timestamps.format(gap.to()))
                .field("reason", gap.loss().code())
                .field("why", gap.reason());
    }

    private void write(JsonWriter json, JsonField field, @Nullable String value) {
        if (value != null && !value.isEmpty() && !field.nameIn(preset).isEmpty()) {
            json.field(field.nameIn(preset), value);
        }
    }

    private void write(JsonWriter json, JsonField field, long value) {
        if (!field.nameIn(preset).isEmpty()) {
            json.field(field.nameIn(preset), value);
        }
    }

    private static void writeUnlessEmpty(JsonWriter json, String name, List<String> values) {
        if (!values.isEmpty()) {
            json.field(name, values);
        }
    }
}
