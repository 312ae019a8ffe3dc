package dev.whence.glue;

import dev.whence.runtime.HopSpan;
import dev.whence.runtime.HopStart;
import dev.whence.runtime.SpanIds;
import dev.whence.runtime.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The glue of OpenTelemetry: its spans and its context.
 *
 * <p>A context is made current and closed as the application itself would do it. So whatever the application has
 * wrapped around the storage takes part.
 */
public final class OpenTelemetryGlue extends Tracing.Tracer {
    /** A scope that is open for the run of a task, and the context that was current before. */
    private static final class Attached extends Tracing.Change {
        private final Scope scope;
        private final @Nullable Context before;

        Attached(Scope scope, @Nullable Context before) {
            this.scope = scope;
            this.before = before;
        }

        @Override
        protected void undo() {
            scope.close();
            restore(before);
        }
    }

    /**
     * The only instance. The runtime refers to it weakly, so that the application can be unloaded; this field keeps it.
     */
    private static final OpenTelemetryGlue GLUE = new OpenTelemetryGlue();

    /** Called when the context is about to be used for the first time. */
    public static void announce() {
        Tracing.announce(GLUE);
    }

    @Override
    protected @Nullable SpanIds span() {
        Context context = current();
        SpanContext span = context == null
                ? SpanContext.getInvalid()
                : Span.fromContext(context).getSpanContext();
        return span.isValid()
                ? new SpanIds(
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getTraceFlags().asHex())
                : null;
    }

    @Override
    protected @Nullable Object context() {
        return current();
    }

    @Override
    protected @Nullable Object attach(@Nullable Object captured) {
        Context context = captured instanceof Context ofThisLibrary ? ofThisLibrary : null;
        Context before = current();
        return context == before ? before : new Attached(attach(context), before);
    }

    @Override
    protected void detach(@Nullable Object attached) {
        if (attached == null || attached instanceof Context) {
            restore((Context) attached);
        }
    }

    @Override
    protected @Nullable HopSpan begin(Object provider, Object context, HopStart hop) {
        return provider instanceof TracerProvider ofThisLibrary && context instanceof Context captured
                ? OpenTelemetryGlueSpan.begin(ofThisLibrary, captured, hop)
                : null;
    }

    private static void restore(@Nullable Context before) {
        if (current() != before) {
            attach(before); // The task left a scope open, or closed ours.
        }
    }

    private static Scope attach(@Nullable Context context) {
        return ContextStorage.get().attach(context == null ? Context.root() : context);
    }

    private static @Nullable Context current() {
        Context current = ContextStorage.get().current();
        return current == Context.root() ? null : current;
    }
}
