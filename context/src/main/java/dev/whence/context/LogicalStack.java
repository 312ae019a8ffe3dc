package dev.whence.context;

import dev.whence.runtime.StitchedStack;
import java.util.Collections;
import java.util.List;

/**
 * The stack of calls that led here across asynchronous boundaries: the frames of the running task, then a frame of
 * {@code dev.whence.Async} for each hop, followed by the frames from which the hop was made.
 */
public final class LogicalStack {
    private final List<StackTraceElement> frames;
    private final boolean approximate;

    private LogicalStack(StitchedStack stack) {
        this.frames = Collections.unmodifiableList(java.util.Arrays.asList(stack.frames()));
        this.approximate = stack.approximate();
    }

    /** The logical stack of the caller. */
    public static LogicalStack current() {
        return new LogicalStack(StitchedStack.here());
    }

    /**
     * The logical stack of a throwable: as far as the task that it left is known, else just its own stack trace.
     */
    public static LogicalStack of(Throwable throwable) {
        return new LogicalStack(StitchedStack.of(throwable));
    }

    /** The frames, innermost first; unmodifiable. */
    public List<StackTraceElement> frames() {
        return frames;
    }

    /**
     * Whether a site on this stack was remembered from an earlier hop of the same function class instead of being read
     * from the stack, because hops came too fast to look at each.
     */
    public boolean isApproximate() {
        return approximate;
    }

    /** A line per frame, in the form in which the JVM prints a stack trace. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : frames) {
            text.append("\tat ").append(frame).append('\n');
        }
        return text.toString();
    }
}
