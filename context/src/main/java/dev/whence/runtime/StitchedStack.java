package dev.whence.runtime;

import dev.whence.Async;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A logical stack. It knows whether a site on it was remembered instead of being read from the stack. */
public final class StitchedStack {
    private final StackTraceElement[] frames;
    private final boolean approximate;

    private StitchedStack(StackTraceElement[] frames, @Nullable Hop hop) {
        this.frames = frames;
        this.approximate = isApproximate(hop);
    }

    /** Returns the logical stack of the caller of the API method that calls this one. */
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

    /** Returns the logical stack of a throwable. */
    public static StitchedStack of(Throwable throwable) {
        Binding binding = Bindings.of(throwable);
        StackTraceElement[] raw = throwable.getStackTrace();
        if (binding == null) {
            return new StitchedStack(raw, null);
        }
        return new StitchedStack(
                withoutThread(Settings.stitchReads ? raw : binding.stitched(throwable, raw)), binding.hop);
    }

    /**
     * Returns a stitched trace without the frames that called the task on its thread: they did not lead to the task.
     */
    private static StackTraceElement[] withoutThread(StackTraceElement[] stitched) {
        StackTraceElement boundary = Async.frame(Async.THREAD);
        for (int i = 0; i < stitched.length; i++) {
            if (stitched[i].equals(boundary)) {
                return Arrays.copyOf(stitched, i);
            }
        }
        return stitched;
    }

    /** Returns a stack without Whence's own frames at its top, which only appear where the JVM does not hide them. */
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

    /** Returns the frames, innermost first. */
    public StackTraceElement[] frames() {
        return frames;
    }

    /** Whether a site was remembered instead of being read from the stack. */
    public boolean approximate() {
        return approximate;
    }
}
