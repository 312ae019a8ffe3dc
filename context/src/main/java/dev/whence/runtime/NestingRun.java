package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The run of a callback, inside of which the same code may call others. The hooks see the beginning and the end of each
 * callback, but not which of them ends. A callback that needs no context of its own gets no run. So the run around it
 * counts it, and ends when all of them have ended.
 */
public abstract class NestingRun extends Task {
    private int begun = 1;

    /** Makes a run without a context. */
    protected NestingRun() {}

    protected NestingRun(State state, FunctionType function) {
        super(state, function);
    }

    protected NestingRun(Task parent, @Nullable Hop hop) {
        super(parent, hop);
    }

    protected NestingRun(Task other) {
        super(other);
    }

    /** Called when a callback begins that gets no run. */
    public static void beginsInside(State state, Class<? extends NestingRun> kind) {
        NestingRun run = state.innermost(kind);
        if (run != null) {
            run.begun++;
        }
    }

    /** Called when a callback has ended. */
    public static void ended(State state, Class<? extends NestingRun> kind) {
        NestingRun run = state.innermost(kind);
        if (run != null && --run.begun == 0) {
            run.unwind(state);
        }
    }
}
