package dev.whence.runtime;

import java.util.Map;

/** The ids of a span of a trace, in the form in which W3C's Trace Context has them. */
public final class SpanIds {
    public static final String TRACE_ID = "trace_id";

    final String traceId;
    private final String spanId;
    private final String flags;

    /** 32, 16 and 2 lowercase hexadecimal digits. */
    public SpanIds(String traceId, String spanId, String flags) {
        this.traceId = traceId;
        this.spanId = spanId;
        this.flags = flags;
    }

    /** Adds the ids under the names that OpenTelemetry gives them in logs. */
    void put(Map<String, String> into) {
        into.put(TRACE_ID, traceId);
        into.put("span_id", spanId);
        into.put("trace_flags", flags);
    }
}
