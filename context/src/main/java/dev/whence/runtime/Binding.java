package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** The association of a throwable with the hop that led to the task in which it was made. */
final class Binding {
    /** The binding of a throwable whose origin is unknown. It is never bound to a task later. */
    static final Binding NONE = new Binding(null, 0, null, 0, 0);

    /** Skips the check of the frames: only the future makes a wrapper exception, with the frames that it has. */
    private static final int ANY = -1;

    final @Nullable Hop hop;

    /** The number of frames at the bottom of the stack that do not belong to the task. */
    final int below;

    private final @Nullable Entry entry;
    private final int depth;
    private final int identity;

    /** The stitched trace that was shown first. It never changes. */
    private StackTraceElement @Nullable [] stitched;

    private Binding(@Nullable Hop hop, int below, @Nullable Entry entry, int depth, int identity) {
        this.hop = hop;
        this.below = below;
        this.entry = entry;
        this.depth = depth;
        this.identity = identity;
    }

    /**
     * Returns the binding of a throwable that was made where a task ran. If {@code entry} is not null, the trace must
     * show it, or else it is not stitched.
     */
    static Binding of(Throwable throwable, RawTrace raw, @Nullable Hop hop, int below, @Nullable Entry entry) {
        return new Binding(hop, below, entry, raw.depth, RawTrace.identity(throwable));
    }

    /**
     * Returns the binding for the wrapper exception that a future has just made of a throwable with this binding. No
     * other code has seen the wrapper yet.
     */
    Binding ofWrapper() {
        return new Binding(hop, below, null, ANY, ANY);
    }

    /**
     * Returns the trace with the hops that led to the task. This is the unchanged trace if the throwable no longer has
     * the frames for which it was bound, or if there is no hop.
     */
    StackTraceElement[] stitched(Throwable throwable, StackTraceElement[] raw) {
        if (hop == null || !isOf(throwable, raw)) {
            return raw;
        }
        StackTraceElement[] known = stitched;
        if (known == null) {
            known = stitch(hop, raw);
            stitched = known;
        }
        return isOf(known, raw) ? known : raw;
    }

    private boolean isOf(Throwable throwable, StackTraceElement[] raw) {
        return depth == ANY || (raw.length == depth && RawTrace.identity(throwable) == identity);
    }

    private StackTraceElement[] stitch(Hop last, StackTraceElement[] raw) {
        int own = raw.length - below;
        return own <= 0 || (entry != null && !entry.isAt(raw, own)) ? raw : Stitcher.join(raw, own, last);
    }

    /**
     * Whether a stitched trace belongs to a trace. A class of the program may return another trace than the one it was
     * made with. The last frame of the trace is the last stitched frame too, unless no frames follow the hops.
     */
    private static boolean isOf(StackTraceElement[] stitched, StackTraceElement[] raw) {
        StackTraceElement last = raw[raw.length - 1];
        return stitched[0].equals(raw[0])
                && (stitched[stitched.length - 1].equals(last)
                        || (stitched.length >= raw.length && stitched[raw.length - 1].equals(last)));
    }
}
