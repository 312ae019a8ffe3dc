package dev.whence.runtime;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The tracing library of the application, as far as one announced itself: its spans, and its context, which travels with
 * the work.
 *
 * <p>A library in the boot loader is that of another agent, which bridges the application's to its own: it is asked in
 * place of the application's, and carries its context by itself unless the options say otherwise.
 *
 * <p>All are held weakly, or an application that was undeployed could never be unloaded: who announces something has to
 * keep it, in a static field of its own.
 */
public final class Tracing {
    private static final HookSwitch SWITCH = HookSwitch.named("OpenTelemetry");

    private static volatile @Nullable WeakReference<Tracer> tracer;

    /** The library whose context we carry. */
    private static volatile @Nullable WeakReference<Tracer> carried;

    private static volatile boolean isPresent;

    /** A tracing library; implemented where its types are known. */
    public abstract static class Tracer {
        /** The ids of the current span; null if there is none. */
        protected abstract @Nullable SpanIds span();

        /** The current context; null for the root. */
        protected abstract @Nullable Object context();

        /** Makes a context current, null for the root; returns what {@link #detach} needs. */
        protected abstract @Nullable Object attach(@Nullable Object context);

        /** Makes the context current that was so before {@link #attach} did not change it, whatever was left open since. */
        protected abstract void detach(@Nullable Object attached);
    }

    /** What {@link Tracer#attach} has changed; it knows its own library, which may not be the last one announced. */
    public abstract static class Change {
        /** Makes the context current that was so before, whatever was left open since. */
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

    /** Tells that spans are made: an application may have the library and no more than that. */
    public static void provided() {
        isPresent = true;
    }

    /** Whether spans are made, so that the headers of a trace are the tracing library's business. */
    public static boolean isPresent() {
        return isPresent;
    }

    /** The trace id of the current span, or empty. */
    public static String traceId() {
        SpanIds span = span();
        return span == null ? "" : span.traceId;
    }

    /** Whether the library carries its context by itself, so that work may run in another span than where it was made. */
    static boolean carriesItself() {
        return tracer != carried;
    }

    /** The ids of the current span; null if there is none. */
    static @Nullable SpanIds span() {
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

    /** Takes a captured context away from the current thread, if it still has that. */
    static void withdraw(@Nullable Object captured) {
        if (captured != null && capture() == captured) {
            attach(null);
        }
    }

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
