package dev.whence.runtime;

import dev.whence.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts the frames of hops into stack traces.
 *
 * <p>The trace of a throwable that is {@linkplain Bindings bound} to a task begins with the frames of that task. The
 * hops that led to the task follow, innermost first. The other frames of the thread come last: those that called the
 * task there, down to the thread pool. No frame is dropped that would be shown without the agent.
 */
final class Stitcher {
    private static final StackTraceElement[] NO_FRAMES = {};

    /** Returns the frames of a chain of hops: for each hop a boundary frame and the frames of its site. */
    static StackTraceElement[] frames(@Nullable Hop last) {
        List<StackTraceElement> frames = new ArrayList<>();
        int shown = 0;
        int skipped = last == null ? 0 : last.length - Hop.FIRST - Hop.LAST;
        for (Hop hop = last; hop != null; hop = hop.parent) {
            shown++;
            if (shown > Hop.LAST && shown <= Hop.LAST + skipped) {
                if (shown == Hop.LAST + 1) {
                    frames.add(Async.frame(Async.ELIDED));
                }
                continue;
            }
            addHop(frames, hop);
        }
        return frames.toArray(NO_FRAMES);
    }

    private static void addHop(List<StackTraceElement> frames, Hop hop) {
        frames.add(Async.frame(hop.site.api));
        for (StackTraceElement frame : hop.site.frames) {
            frames.add(frame);
        }
        if (hop.site.isCut) {
            frames.add(Async.frame(Async.MORE));
        }
        if (hop.repeat > 1) {
            frames.add(Async.frame(Async.REPEATED));
        }
        if (hop.elided) {
            frames.add(Async.frame(Async.ELIDED));
        }
    }

    /** Returns a trace with the hops between the task's own frames and those that belong only to its thread. */
    static StackTraceElement[] join(StackTraceElement[] raw, int own, Hop hop) {
        int kept = kept(raw, own);
        StackTraceElement[] hops = frames(hop);
        int rest = kept + hops.length;
        StackTraceElement[] joined = Arrays.copyOf(raw, rest + 1 + raw.length - kept);
        System.arraycopy(hops, 0, joined, kept, hops.length);
        if (kept < raw.length) {
            joined[rest++] = Async.frame(Async.THREAD);
        }
        System.arraycopy(raw, kept, joined, rest, raw.length - kept);
        return rest == kept + hops.length ? Arrays.copyOf(joined, rest) : joined;
    }

    /** Returns the number of the task's own frames without those of the dispatching code at their bottom. */
    static int kept(StackTraceElement[] raw, int own) {
        int kept = own;
        while (kept > 0 && Frames.isDispatch(raw[kept - 1].getClassName())) {
            kept--;
        }
        return kept == 0 ? own : kept;
    }

    private Stitcher() {}
}
