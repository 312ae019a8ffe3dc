package dev.whence.context;

import dev.whence.runtime.StitchedStack;
import java.util.Collections;
import java.util.List;

/**
 * The chain of calls that led to some code across asynchronous boundaries. It begins with the frames of the running
 * task. For each hop follow a frame of {@code dev.whence.Async} and the frames from which the hop was made.
 */
public final class LogicalStack {
    private final List<StackTraceElement> frames;
    private final boolean approximate;

    private LogicalStack(StitchedStack stack) {
        this.frames = Collections.unmodifiableList(java.util.Arrays.asList(stack.frames()));
        this.approximate = stack.approximate();
    }

    /** Returns the logical stack of the caller. */
    public static LogicalStack current() {
        return new LogicalStack(StitchedStack.here());
    }

    /**
     * Returns the logical stack of a throwable. If the task in which the throwable was made is not known, this is just
     * its own stack trace.
     */
    public static LogicalStack of(Throwable throwable) {
        return new LogicalStack(StitchedStack.of(throwable));
    }

    /** Returns the frames, innermost first. The list cannot be modified. */
    public List<StackTraceElement> frames() {
        return frames;
    }

    /**
     * Whether a site on this stack was remembered from an earlier hop of the same function class. Sites are remembered
     * where hops are too frequent to read the stack at each of them.
     */
    public boolean isApproximate() {
        return approximate;
    }

    /** Returns one line for each frame, in the form in which the JVM prints a stack trace. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : frames) {
            text.append("\tat ").append(frame).append('\n');
        }
        return text.toString();
    }
}
