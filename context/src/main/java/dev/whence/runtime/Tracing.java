package dev.whence.runtime;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The tracing library of the application, if one has announced itself: its spans, and its context, which travels with
 * the work.
 *
 * <p>A tracing library in the boot loader belongs to another agent, which connects the application's library with its
 * own. So that one is used in place of the application's. It carries its context by itself, unless the options say
 * otherwise.
 *
 * <p>The libraries are held weakly, because otherwise an undeployed application could never be unloaded. So the
 * announcing code has to keep its object in a static field of its own.
 */
public final class Tracing {
    private static final HookSwitch SWITCH = HookSwitch.named("OpenTelemetry");

    /** The library that is asked for spans. */
    private static volatile @Nullable WeakReference<Tracer> tracer;

    /** The library whose context Whence carries; null if the library carries it itself. */
    private static volatile @Nullable WeakReference<Tracer> carried;

    /** The object of the tracing library that makes spans; null before there is one. */
    private static volatile @Nullable WeakReference<Object> provider;

    private static volatile boolean isPresent;

    /** A tracing library, implemented where its types are known. */
    public abstract static class Tracer {
        /** Returns the IDs of the current span, or null if there is none. */
        protected abstract @Nullable SpanIds span();

        /** Returns the current context, or null for the root. */
        protected abstract @Nullable Object context();

        /** Makes a context current, where null stands for the root. Returns the argument for {@link #detach}. */
        protected abstract @Nullable Object attach(@Nullable Object context);

        /**
         * Restores the context that was current before {@link #attach}, in case that changed nothing. Contexts that the
         * task has left open since are replaced.
         */
        protected abstract void detach(@Nullable Object attached);

        /**
         * Begins the span of a hop, whose work begins now in a context. Returns null if this is not the library of the
         * provider, or if the context has no span that is sampled.
         */
        protected abstract @Nullable HopSpan begin(Object provider, Object context, HopStart hop);
    }

    /** A change made by {@link Tracer#attach}. It knows its own library, which may not be the one announced last. */
    public abstract static class Change {
        /** Restores the context that was current before the change, even if the task has left others open since. */
        protected abstract void undo();
    }

    /** Announces a tracing library. */
    public static void announce(Tracer announced) {
        boolean isOfAgent = isOfAgent(announced);
        Tracer known = known(tracer);
        if (isOfAgent || known == null || !isOfAgent(known)) {
            WeakReference<Tracer> reference = new WeakReference<>(announced);
            carried = isOfAgent && !Settings.registrarsContext ? null : reference;
            tracer = reference;
            isPresent |= isOfAgent;
        }
    }

    private static @Nullable Tracer known(@Nullable WeakReference<Tracer> reference) {
        return reference == null ? null : reference.get();
    }

    private static boolean isOfAgent(Tracer announced) {
        return announced.getClass().getClassLoader() == null;
    }

    /** Records that spans are made: an application may have the library but make no spans. */
    public static void provided() {
        isPresent = true;
    }

    /** As {@link #provided()}, with the object that makes them, which is held weakly. */
    public static void provided(Object tracers) {
        provider = new WeakReference<>(tracers);
        provided();
    }

    /** Whether spans are made. In that case the tracing library sends the headers of a trace. */
    public static boolean isPresent() {
        return isPresent;
    }

    /** Returns the trace ID of the current span, or the empty string if there is none. */
    public static String traceId() {
        SpanIds span = span();
        return span == null ? "" : span.traceId;
    }

    /**
     * Whether the library carries its context by itself, so that work may run in another span than the one of its hop.
     */
    static boolean carriesItself() {
        return tracer != carried;
    }

    /** Returns the IDs of the current span, or null if there is none. */
    public static @Nullable SpanIds span() {
        Tracer known = known(tracer);
        if (known == null || !SWITCH.isOn()) {
            return null;
        }
        try {
            return known.span();
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Returns the current span if it is sampled and hops in it can have spans, or else null. */
    static @Nullable SpanIds sampledSpan() {
        Tracer known = provider == null ? null : known(carried);
        if (known == null || !SWITCH.isOn()) {
            return null;
        }
        try {
            SpanIds span = known.span();
            return span != null && span.isSampled() ? span : null;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Begins the span of a hop, or returns null if it gets none. */
    static @Nullable HopSpan begin(Object context, HopStart hop) {
        WeakReference<Object> reference = provider;
        Object tracers = reference == null ? null : reference.get();
        Tracer known = known(carried);
        if (known == null || tracers == null || !SWITCH.isOn()) {
            return null;
        }
        try {
            return known.begin(tracers, context, hop);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Ends the span of a hop. */
    static void end(HopSpan span, long epochNanos, String failure) {
        try {
            span.end(epochNanos, failure);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Returns the current context of the library that Whence carries, or null for the root. */
    static @Nullable Object capture() {
        Tracer known = known(carried);
        if (known == null || !SWITCH.isOn()) {
            return null;
        }
        try {
            return known.context();
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Makes a captured context current. Returns the argument for {@link #detach}. */
    static @Nullable Object attach(@Nullable Object context) {
        Tracer known = known(carried);
        if (known == null || !SWITCH.isOn()) {
            return null;
        }
        try {
            return known.attach(context);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Makes the root context current if the current thread still has the captured one. */
    static void withdraw(@Nullable Object captured) {
        if (captured != null && capture() == captured) {
            attach(null);
        }
    }

    /** Restores the context that was current before {@link #attach}. */
    static void detach(@Nullable Object attached) {
        Tracer known = known(carried);
        try {
            if (attached instanceof Change change) {
                change.undo();
            } else if (known != null && (attached != null || SWITCH.isOn())) {
                known.detach(attached);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private Tracing() {}
}
