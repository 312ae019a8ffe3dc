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

    /** Returns the ID of the trace. */
    public String traceId() {
        return traceId;
    }

    /** Returns the ID of the span. */
    public String spanId() {
        return spanId;
    }

    /** Returns the flags of the trace. */
    public String flags() {
        return flags;
    }

    /** Whether the span is recorded, by the last of the flags. */
    boolean isSampled() {
        return Character.digit(flags.charAt(flags.length() - 1), 16) % 2 == 1;
    }

    /** Adds the IDs to a map, under the names that OpenTelemetry gives them in logs. */
    public void put(Map<String, String> into) {
        into.put(TRACE_ID, traceId);
        into.put("span_id", spanId);
        into.put("trace_flags", flags);
    }
}
