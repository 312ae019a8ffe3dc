package dev.whence.context;

import dev.whence.runtime.Capture;
import dev.whence.runtime.Settings;
import dev.whence.runtime.Tracing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries the context to another process and back, in the headers of messages. The agent does this for the servers and
 * clients that it knows.
 *
 * <p>A message has the id of the correlation in {@value #CORRELATION_HEADER}, and the last logged events that it descends
 * from in {@value #CAUSAL_HEADER}. Entries of the correlation and the MDC stay in the process. A W3C {@code traceparent} is
 * never made nor changed, but handed on as it came, unless there is a tracing library that sees to it.
 */
public final class Propagation {
    /** The header of the correlation's id. */
    public static final String CORRELATION_HEADER = Settings.CORRELATION_HEADER;

    /** The header of the edge: for each event {@code <stamp>;<task>:<number>}, separated by commas. */
    public static final String CAUSAL_HEADER = "whence-causal";

    /** The header of a W3C trace context. */
    public static final String TRACE_HEADER = TraceContext.PARENT;

    /** The header of what vendors add to a W3C trace context. */
    public static final String TRACE_STATE_HEADER = TraceContext.STATE;

    /** Adds the context of the caller to a message. Without a correlation, and without anything logged, adds nothing. */
    public static <C extends @Nullable Object> void inject(C message, HeaderSetter<C> setter) {
        Correlation correlation = Correlation.current();
        String id = correlation.id();
        if (!id.isEmpty()) {
            setter.set(message, CORRELATION_HEADER, id);
        }
        TraceContext trace = correlation.receivedTrace();
        if (trace != null && !Tracing.isPresent()) {
            trace.inject(message, setter);
        }
        injectEdge(message, setter);
    }

    /** Adds to the response to a message what the caller has logged; what receives the response comes after that. */
    public static <C extends @Nullable Object> void injectEdge(C response, HeaderSetter<C> setter) {
        String edge = Capture.edge();
        if (edge != null) {
            setter.set(response, CAUSAL_HEADER, edge);
        }
    }

    /** As {@link #extract(Object, HeaderGetter, Trust)}, with the trust that the agent's options say, else the default. */
    public static <C extends @Nullable Object> Handoff extract(C message, HeaderGetter<C> getter) {
        return extract(message, getter, Settings.trust());
    }

    /**
     * The context of a message, to be resumed where the message is handled: its correlation, by the first header with a
     * valid id, by the trace id of a {@code traceparent}, or else a new one; and, if that is trusted, the edge from its
     * sender. What is invalid counts as absent.
     */
    public static <C extends @Nullable Object> Handoff extract(C message, HeaderGetter<C> getter, Trust trust) {
        Objects.requireNonNull(trust, "trust");
        TraceContext trace = trust == Trust.NONE ? null : TraceContext.of(message, getter);
        Correlation correlation = trust == Trust.NONE ? Correlation.onDemand() : correlation(message, getter, trace);
        String edge = trust == Trust.ALL ? getter.get(message, CAUSAL_HEADER) : null;
        return Capture.received(correlation.withReceived(trace), edge);
    }

    private static <C extends @Nullable Object> Correlation correlation(
            C message, HeaderGetter<C> getter, @Nullable TraceContext trace) {
        for (String name : Settings.idHeaders()) {
            String id = getter.get(message, name);
            if (Correlation.isValidId(id)) {
                return Correlation.of(Objects.requireNonNull(id));
            }
        }
        return trace == null ? Correlation.onDemand() : Correlation.of(trace.traceId());
    }

    /** The current task has received the response to a message: what the response's sender had logged precedes what follows. */
    public static <C extends @Nullable Object> void extractEdge(C response, HeaderGetter<C> getter) {
        extractEdge(response, getter, Settings.trust());
    }

    /** As {@link #extractEdge(Object, HeaderGetter)}. Only {@link Trust#ALL} believes the response. */
    public static <C extends @Nullable Object> void extractEdge(C response, HeaderGetter<C> getter, Trust trust) {
        if (trust == Trust.ALL) {
            Capture.responded(getter.get(response, CAUSAL_HEADER));
        }
    }

    private Propagation() {}
}
