package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** That a throwable was made in a task which a hop led to. */
final class Binding {
    /** That nobody knows where a throwable comes from, and shall not guess later. */
    static final Binding NONE = new Binding(null, 0, null, 0, 0);

    /** Nobody but the future makes it, with the frames that it has. */
    private static final int ANY = -1;

    final @Nullable Hop hop;

    /** The number of frames at the bottom of the stack that are not the task's own. */
    final int below;

    private final @Nullable Entry entry;
    private final int depth;
    private final int identity;

    /** What was shown first, which never changes. */
    private StackTraceElement @Nullable [] stitched;

    private Binding(@Nullable Hop hop, int below, @Nullable Entry entry, int depth, int identity) {
        this.hop = hop;
        this.below = below;
        this.entry = entry;
        this.depth = depth;
        this.identity = identity;
    }

    /** A throwable that was made where a task ran; {@code entry} is what its function must show to be of that task. */
    static Binding of(Throwable throwable, RawTrace raw, @Nullable Hop hop, int below, @Nullable Entry entry) {
        return new Binding(hop, below, entry, raw.depth, RawTrace.identity(throwable));
    }

    /** What a future makes of a throwable that is bound by this, at once, and which nobody else has seen. */
    Binding ofWrapper() {
        return new Binding(hop, below, null, ANY, ANY);
    }

    /** The trace with the hops that led to the task; the trace itself where that would not be true. */
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

    /** A class of the program's may show another trace than it has. The hops come last where a thread has no other frames. */
    private static boolean isOf(StackTraceElement[] stitched, StackTraceElement[] raw) {
        StackTraceElement last = raw[raw.length - 1];
        return stitched[0].equals(raw[0])
                && (stitched[stitched.length - 1].equals(last)
                        || (stitched.length >= raw.length && stitched[raw.length - 1].equals(last)));
    }
}
