package dev.whence.glue;

import dev.whence.runtime.HopSpan;
import dev.whence.runtime.HopStart;
import dev.whence.runtime.SpanIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The span of a hop whose work runs. The time in the queue is a span of its own, beside this one: so both are bars of
 * their own in a trace, and what the work itself does is inside the second one.
 */
final class OpenTelemetryGlueSpan extends HopSpan {
    private static final String SCOPE = "dev.whence";

    private final Span span;
    private final Context context;

    private OpenTelemetryGlueSpan(Span span, Context context) {
        this.span = span;
        this.context = context;
    }

    /** Begins the span of a hop, and makes that of its queue. Null if the context is in no span that is sampled. */
    static @Nullable HopSpan begin(TracerProvider provider, Context context, HopStart hop) {
        SpanContext parent = Span.fromContext(context).getSpanContext();
        if (!parent.isSampled()) {
            return null;
        }
        Tracer tracer = provider.get(SCOPE);
        if (hop.waitNanos() >= 0) {
            builder(tracer, "queued ", context, hop, hop.epochNanos() - hop.waitNanos())
                    .startSpan()
                    .end(hop.epochNanos(), TimeUnit.NANOSECONDS);
        }
        SpanBuilder run = builder(tracer, "", context, hop, hop.epochNanos());
        for (SpanIds completer : hop.completers()) {
            if (!completer.spanId().equals(parent.getSpanId())) {
                run.addLink(SpanContext.create(
                        completer.traceId(),
                        completer.spanId(),
                        TraceFlags.fromHex(completer.flags(), 0),
                        TraceState.getDefault()));
            }
        }
        Span begun = run.startSpan();
        return new OpenTelemetryGlueSpan(begun, context.with(begun));
    }

    private static SpanBuilder builder(Tracer tracer, String prefix, Context context, HopStart hop, long epochNanos) {
        SpanBuilder builder = tracer.spanBuilder(prefix.concat(hop.name()))
                .setParent(context)
                .setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS)
                .setAttribute("whence.from", hop.from())
                .setAttribute("whence.to", hop.to());
        if (!hop.function().isEmpty()) {
            builder.setAttribute("code.function.name", hop.function());
        }
        if (!hop.file().isEmpty()) {
            builder.setAttribute("code.file.path", hop.file());
        }
        if (hop.number() > 0) {
            builder.setAttribute("code.line.number", hop.number());
        }
        if (hop.isRemembered()) {
            builder.setAttribute("whence.remembered", true);
        }
        return builder;
    }

    @Override
    protected SpanIds ids() {
        SpanContext ids = span.getSpanContext();
        return new SpanIds(
                ids.getTraceId(), ids.getSpanId(), ids.getTraceFlags().asHex());
    }

    @Override
    protected Object context() {
        return context;
    }

    @Override
    protected void end(long epochNanos, String failure) {
        if (!failure.isEmpty()) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", failure);
        }
        span.end(epochNanos, TimeUnit.NANOSECONDS);
    }
}
