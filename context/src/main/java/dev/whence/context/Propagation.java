package dev.whence.context;

import dev.whence.runtime.Capture;
import dev.whence.runtime.Settings;
import dev.whence.runtime.Tracing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries the context to another process and back, in the headers of messages. The agent does this by itself for the
 * servers and clients that it knows.
 *
 * <p>A message has the correlation ID in {@value #CORRELATION_HEADER}. The last logged events that it descends from are
 * in {@value #CAUSAL_HEADER}. The entries of the correlation and the MDC are not sent. A W3C {@code traceparent} is
 * never created or changed. It is passed on as it was received, unless a tracing library is present, which sends its
 * own.
 */
public final class Propagation {
    /** The header for the correlation ID. */
    public static final String CORRELATION_HEADER = Settings.CORRELATION_HEADER;

    /**
     * The header for the last logged events that a message descends from: for each event {@code
     * <stamp>;<task>:<number>}, separated by commas.
     */
    public static final String CAUSAL_HEADER = "whence-causal";

    /** The header for a W3C trace context. */
    public static final String TRACE_HEADER = TraceContext.PARENT;

    /** The header for vendor-specific parts of a W3C trace context. */
    public static final String TRACE_STATE_HEADER = TraceContext.STATE;

    /**
     * Adds the context of the caller to a message: the correlation ID and, if the caller has logged something or
     * descends from log events, the edge. Nothing is added for a part that is absent.
     */
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

    /**
     * Adds an edge to a response: the last logged events that the caller descends from. They precede all that the
     * receiver does after {@link #extractEdge(Object, HeaderGetter)}. Nothing is added if there are no such events.
     */
    public static <C extends @Nullable Object> void injectEdge(C response, HeaderSetter<C> setter) {
        String edge = Capture.edge();
        if (edge != null) {
            setter.set(response, CAUSAL_HEADER, edge);
        }
    }

    /**
     * As {@link #extract(Object, HeaderGetter, Trust)}, with the trust that the agent's options set. The default is
     * {@link Trust#CORRELATION}.
     */
    public static <C extends @Nullable Object> Handoff extract(C message, HeaderGetter<C> getter) {
        return extract(message, getter, Settings.trust());
    }

    /**
     * Returns the context of a received message. Resume it where the message is handled.
     *
     * <p>The correlation ID comes from the first header that holds a valid ID, or else from the trace ID of a valid
     * {@code traceparent}. Otherwise the correlation is a new one. If the trust is {@link Trust#ALL}, the context has
     * an edge from the sender's log events. Invalid headers count as absent.
     *
     * @throws NullPointerException if the trust is null
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

    /**
     * Records that the current task has received the response to a message. The events that the response names precede
     * all that the task logs from now on. The trust is that of the agent's options.
     */
    public static <C extends @Nullable Object> void extractEdge(C response, HeaderGetter<C> getter) {
        extractEdge(response, getter, Settings.trust());
    }

    /**
     * As {@link #extractEdge(Object, HeaderGetter)}, with an explicit trust. It does nothing unless that is {@link
     * Trust#ALL}.
     */
    public static <C extends @Nullable Object> void extractEdge(C response, HeaderGetter<C> getter, Trust trust) {
        if (trust == Trust.ALL) {
            Capture.responded(getter.get(response, CAUSAL_HEADER));
        }
    }

    private Propagation() {}
}
