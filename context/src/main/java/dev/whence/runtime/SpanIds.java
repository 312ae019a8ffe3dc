package dev.whence.runtime;

import java.util.Map;

/** The IDs of a span, in the form of the W3C Trace Context. */
public final class SpanIds {
    public static final String TRACE_ID = "trace_id";

    final String traceId;
    private final String spanId;
    private final String flags;

    /** Makes the IDs of 32, 16 and 2 lowercase hexadecimal digits. */
    public SpanIds(String traceId, String spanId, String flags) {
        this.traceId = traceId;
        this.spanId = spanId;
        this.flags = flags;
    }

    /** Adds the IDs to a map, under the names that OpenTelemetry gives them in logs. */
    public void put(Map<String, String> into) {
        into.put(TRACE_ID, traceId);
        into.put("span_id", spanId);
        into.put("trace_flags", flags);
    }
}
