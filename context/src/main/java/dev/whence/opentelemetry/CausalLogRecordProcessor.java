package dev.whence.opentelemetry;

import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import java.time.Instant;
import java.util.List;

/**
 * Stamps each log record, and adds {@code correlation.id}, {@code causal.hlc}, {@code causal.task}, {@code causal.n} and,
 * if other tasks' records precede it, {@code causal.after} and {@code causal.via}. To be registered before those that
 * export.
 *
 * <p>What is emitted here is an output of its own: predecessors are named among its records, so that its graph is closed.
 * A record that comes from a line of a log has a stamp here and another one there; both are in the same order.
 */
public final class CausalLogRecordProcessor implements LogRecordProcessor {
    private final LogSink sink = LogSink.open();

    @Override
    public void onEmit(Context context, ReadWriteLogRecord event) {
        if (event.toLogRecordData().getAttributes().get(CausalAttributes.HLC) != null) {
            return;
        }
        LogStamp stamp = sink.stamp(Instant.now());
        String id = correlationId(stamp, Span.fromContext(context).getSpanContext());
        if (!id.isEmpty()) {
            event.setAttribute(CausalAttributes.CORRELATION, id);
        }
        event.setAttribute(CausalAttributes.HLC, stamp.hlc());
        event.setAttribute(CausalAttributes.TASK, stamp.task());
        event.setAttribute(CausalAttributes.N, (long) stamp.n());
        List<String> after = stamp.after();
        if (!after.isEmpty()) {
            event.setAttribute(CausalAttributes.AFTER, after);
            event.setAttribute(CausalAttributes.VIA, stamp.via());
        }
    }

    private static String correlationId(LogStamp stamp, SpanContext span) {
        String id = stamp.correlation().id();
        return id.isEmpty() && span.isValid() ? span.getTraceId() : id;
    }

    @Override
    public CompletableResultCode shutdown() {
        sink.close();
        return CompletableResultCode.ofSuccess();
    }
}
