package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.whence.runtime.LogOrigin;
import dev.whence.runtime.LogStamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Formats events as JSON lines, with the field names of one preset. Several threads may use it, each with its writer. */
final class JsonRecord {
    private static final Level[] LEVELS = {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR};

    private static final byte[] CAUSAL = JsonWriter.encodeName("causal");
    private static final byte[] STAMP = JsonWriter.encodeRaw("{\"hlc\":\"");
    private static final byte[] TASK = JsonWriter.encodeRaw("\",\"task\":\"" + LogOrigin.instance() + "-");
    private static final byte[] NUMBER = JsonWriter.encodeRaw("\",\"n\":");
    private static final byte[] LINE_SEQUENCE = JsonWriter.encodeName("seq");

    private final Preset preset;
    private final Service service;
    private final boolean sites;
    private final JsonHeader header;

    /** The names of the fields that the preset has. */
    private final Map<JsonField, byte[]> names = new EnumMap<>(JsonField.class);

    /** The fields that say how severe an event is, and before them the version of the convention. */
    private final Map<Level, byte[]> severities = new HashMap<>();

    /** The fields of the service; empty if they are unknown. */
    private final byte[] origin;

    JsonRecord(Preset preset, Service service, boolean sites) {
        this.preset = preset;
        this.service = service;
        this.sites = sites;
        this.header = new JsonHeader(preset, service);
        for (JsonField field : JsonField.values()) {
            String name = field.nameIn(preset);
            if (!name.isEmpty()) {
                names.put(field, JsonWriter.encodeName(name));
            }
        }
        for (Level level : LEVELS) {
            severities.put(level, severity(level));
        }
        this.origin = origin();
    }

    private byte[] severity(Level level) {
        JsonWriter json = new JsonWriter();
        write(json, JsonField.VERSION, preset.version());
        write(json, JsonField.SEVERITY, level.toString());
        write(json, JsonField.SEVERITY_NUMBER, preset.severityNumber(level));
        return json.bytes.copy();
    }

    private byte[] origin() {
        JsonWriter json = new JsonWriter();
        write(json, JsonField.SERVICE_NAME, service.name());
        write(json, JsonField.SERVICE_INSTANCE, service.instance());
        return json.bytes.copy();
    }

    /** Appends the line with which a file begins. */
    void writeHeader(Instant now, JsonWriter json) {
        json.begin();
        json.beginObject().name(name(JsonField.TIMESTAMP)).instant(now);
        json.fragment(severity(Level.INFO)).name(name(JsonField.BODY)).string(header.message());
        write(json, JsonField.LOGGER, CausalJsonEncoder.class.getName());
        write(json, JsonField.THREAD, Thread.currentThread().getName());
        writeOrigin(json);
        header.writeCausal(now, json.name(CAUSAL));
        json.endObject().bytes.put('\n');
    }

    /**
     * Appends the line of an event, with its line feed. If that fails, nothing is appended.
     *
     * @param seq the number of the line in the output
     */
    void write(ILoggingEvent event, long seq, JsonWriter json) {
        int before = json.bytes.length;
        boolean isComplete = false;
        try {
            json.begin();
            json.beginObject();
            writeFields(event, seq, json);
            json.endObject();
            json.bytes.put('\n');
            isComplete = true;
        } finally {
            if (!isComplete) {
                json.bytes.length = before;
            }
        }
    }

    private void writeFields(ILoggingEvent event, long seq, JsonWriter json) {
        LogStamp stamp = EventStamps.of(event);
        writeEvent(json, event);
        writeRecurring(
                json,
                JsonField.CORRELATION,
                stamp == null ? null : stamp.correlation().id());
        writeOrigin(json);
        writeAttributes(json, new Attributes(event, stamp));
        writeMarkers(json, event.getMarkerList());
        writeException(json, event.getThrowableProxy());
        write(json, JsonField.SEQUENCE, seq);
        writeCausal(json, event, stamp, seq);
    }

    private void writeEvent(JsonWriter json, ILoggingEvent event) {
        json.name(name(JsonField.TIMESTAMP)).instant(EventStamps.instant(event));
        byte[] severity = severities.get(event.getLevel());
        json.fragment(severity == null ? severity(event.getLevel()) : severity);
        json.name(name(JsonField.BODY)).string(String.valueOf(event.getFormattedMessage()));
        writeRecurring(json, JsonField.LOGGER, event.getLoggerName());
        writeRecurring(json, JsonField.THREAD, event.getThreadName());
    }

    private void writeOrigin(JsonWriter json) {
        if (origin.length > 0) {
            json.fragment(origin);
        }
    }

    private void writeAttributes(JsonWriter json, Attributes attributes) {
        write(json, JsonField.TRACE_ID, attributes.span("trace_id"));
        write(json, JsonField.SPAN_ID, attributes.span("span_id"));
        write(json, JsonField.TRACE_FLAGS, attributes.span("trace_flags"));
        attributes.write(json, name(JsonField.ATTRIBUTES));
    }

    private void writeMarkers(JsonWriter json, @Nullable List<Marker> markers) {
        if (markers != null && !markers.isEmpty()) {
            json.name(name(JsonField.MARKERS)).beginArray();
            for (Marker marker : markers) {
                json.string(String.valueOf(marker.getName()));
            }
            json.endArray();
        }
    }

    private void writeException(JsonWriter json, @Nullable IThrowableProxy thrown) {
        if (thrown != null) {
            write(json, JsonField.EXCEPTION_TYPE, thrown.getClassName());
            write(json, JsonField.EXCEPTION_MESSAGE, thrown.getMessage());
            write(json, JsonField.EXCEPTION_STACK, ThrowableProxyUtil.asString(thrown));
        }
    }

    private void writeCausal(JsonWriter json, ILoggingEvent event, @Nullable LogStamp stamp, long seq) {
        json.name(CAUSAL);
        if (stamp != null) {
            writeStamp(json, stamp);
        } else {
            json.beginObject();
        }
        if (event instanceof GapEvent announcement) {
            writeGap(json, announcement.gap());
        }
        json.name(LINE_SEQUENCE).number(seq).endObject();
    }

    private void writeStamp(JsonWriter json, LogStamp stamp) {
        json.fragment(STAMP).rawHex(stamp.reading());
        json.raw(TASK).rawDecimal(stamp.ordinal());
        json.raw(NUMBER).rawDecimal(stamp.n());
        List<String> after = stamp.after();
        if (!after.isEmpty()) {
            json.field("after", after).field("via", stamp.via());
        }
        if (stamp.isAfterTruncated() || stamp.isClockAhead()) {
            json.field("flags", stamp.flags());
        }
        if (sites) {
            writeSite(json, stamp);
        }
        write(json, "submitted", stamp.submitted());
        write(json, "begun", stamp.begun());
    }

    private static void writeSite(JsonWriter json, LogStamp stamp) {
        String site = stamp.site();
        if (site != null) {
            json.field("site", site);
            if (stamp.isSiteApproximate()) {
                json.name("site_approximate").value(true);
            }
        }
    }

    private static void write(JsonWriter json, String name, @Nullable Instant time) {
        if (time != null) {
            json.name(name).instant(time);
        }
    }

    private static void writeGap(JsonWriter json, Gap gap) {
        json.field("kind", "gap").field("dropped", gap.dropped());
        json.name("from").instant(gap.from());
        json.name("to").instant(gap.to());
        json.field("reason", gap.loss().code()).field("why", gap.reason());
    }

    private void write(JsonWriter json, JsonField field, @Nullable String value) {
        byte[] name = names.get(field);
        if (name != null && value != null && !value.isEmpty()) {
            json.name(name).string(value);
        }
    }

    private void writeRecurring(JsonWriter json, JsonField field, @Nullable String value) {
        byte[] name = names.get(field);
        if (name != null && value != null && !value.isEmpty()) {
            json.name(name).recurring(value);
        }
    }

    private void write(JsonWriter json, JsonField field, long value) {
        byte[] name = names.get(field);
        if (name != null) {
            json.name(name).number(value);
        }
    }

    /** Returns the name of a field that each preset has. */
    private byte[] name(JsonField field) {
        return Objects.requireNonNull(names.get(field));
    }
}
