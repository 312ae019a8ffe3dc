package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** The tracing library of the application, as far as one announced itself. */
public final class Tracing {
    private static volatile @Nullable Tracer tracer;

    /** A tracing library; implemented where its types are known. */
    public abstract static class Tracer {
        /** The trace id of the current span: 32 lowercase hexadecimal digits, or empty if there is no span. */
        protected abstract String traceId();
    }

    /** Announces a tracing library. */
    public static void announce(Tracer announced) {
        tracer = announced;
    }

    /** Whether there is a tracing library: then traces are handed on by that. */
    public static boolean isPresent() {
        return tracer != null;
    }

    /** The trace id of the current span, or empty. */
    public static String traceId() {
        Tracer known = tracer;
        return known == null ? "" : known.traceId();
    }

    private Tracing() {}
}
