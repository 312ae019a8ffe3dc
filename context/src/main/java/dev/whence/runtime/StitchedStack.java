package dev.whence.runtime;

import dev.whence.Async;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A logical stack, and whether a site on it was remembered instead of looked at. */
public final class StitchedStack {
    private final StackTraceElement[] frames;
    private final boolean approximate;

    private StitchedStack(StackTraceElement[] frames, @Nullable Hop hop) {
        this.frames = frames;
        this.approximate = isApproximate(hop);
    }

    /** The logical stack of the caller of the API method that calls this. */
    public static StitchedStack here() {
        Task task = State.current().task;
        StackTraceElement[] raw = userFrames(new Throwable().getStackTrace());
        if (task.hop == null) {
            return new StitchedStack(raw, null);
        }
        Place place = Place.current(task);
        int kept = Stitcher.kept(raw, place == null ? raw.length : raw.length - place.below);
        StackTraceElement[] hops = Stitcher.frames(task.hop);
        StackTraceElement[] joined = Arrays.copyOf(raw, kept + hops.length);
        System.arraycopy(hops, 0, joined, kept, hops.length);
        return new StitchedStack(joined, task.hop);
    }

    /** The logical stack of a throwable. */
    public static StitchedStack of(Throwable throwable) {
        Binding binding = Bindings.of(throwable);
        StackTraceElement[] raw = throwable.getStackTrace();
        if (binding == null) {
            return new StitchedStack(raw, null);
        }
        return new StitchedStack(
                withoutThread(Settings.stitchReads ? raw : binding.stitched(throwable, raw)), binding.hop);
    }

    /** What called a task on its thread is not how it came about. */
    private static StackTraceElement[] withoutThread(StackTraceElement[] stitched) {
        StackTraceElement boundary = Async.frame(Async.THREAD);
        for (int i = 0; i < stitched.length; i++) {
            if (stitched[i].equals(boundary)) {
                return Arrays.copyOf(stitched, i);
            }
        }
        return stitched;
    }

    /** A stack without our own frames at its top, which only show where the JVM does not hide them. */
    private static StackTraceElement[] userFrames(StackTraceElement[] stack) {
        int ours = 0;
        while (ours < stack.length && Frames.isWhence(stack[ours].getClassName())) {
            ours++;
        }
        return ours == 0 ? stack : Arrays.copyOfRange(stack, ours, stack.length);
    }

    private static boolean isApproximate(@Nullable Hop last) {
        for (Hop hop = last; hop != null; hop = hop.parent) {
            if (hop.approximate) {
                return true;
            }
        }
        return false;
    }

    /** Innermost first. */
    public StackTraceElement[] frames() {
        return frames;
    }

    /** Whether a site was remembered. */
    public boolean approximate() {
        return approximate;
    }
}
