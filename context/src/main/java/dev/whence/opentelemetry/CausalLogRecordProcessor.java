package dev.whence.opentelemetry;

import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.Settings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import java.time.Instant;
import java.util.List;

/**
 * Adds the causal fields to each log record: {@code correlation.id}, {@code causal.hlc}, {@code causal.task} and {@code
 * causal.n}. If records of other tasks precede it, also {@code causal.after} and {@code causal.via}. Register it before
 * the processors that export.
 *
 * <p>The log records are a sink of their own: each names its predecessors among the log records, so that their graph is
 * closed. A log line that is also exported as a record has another stamp in the log file. Both sinks show the same
 * order.
 */
public final class CausalLogRecordProcessor implements LogRecordProcessor {
    private final LogSink sink = LogSink.open();

    @Override
    public void onEmit(Context context, ReadWriteLogRecord event) {
        if (event.toLogRecordData().getAttributes().get(CausalAttributes.HLC) != null) {
            return;
        }
        LogStamp stamp = sink.stamp(Settings.shifted(Instant.now()));
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
