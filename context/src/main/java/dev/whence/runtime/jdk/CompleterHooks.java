package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.Gathering;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Hop;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.concurrent.CountedCompleter;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link CountedCompleter}. Parallel streams are built on this class.
 *
 * <p>A completer waits for a number of parts. When all of them have ended, its method {@code onCompletion} is called by
 * the thread that ends the last part. This may be long after the completer's own run. So the captured task of a
 * completer is kept, and {@code onCompletion} runs in the context of the fork of the completer, as its own run does.
 *
 * <p>Each part adds its frontier to the completer before it counts the completer down. So the thread that brings the
 * count to 0 finds the frontiers of all parts. It passes them on to the next completer above, and finally to the task
 * that waits for the root. A completer that was neither forked nor executed has only a {@link Gathering}. Streams have
 * such completers.
 */
public final class CompleterHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");

    /** The captured task of a completer. It is never resumed itself. */
    static final class CompleterRun extends ForkJoinRun {
        /** What the ended parts have logged. */
        private final Gathering gathered;

        CompleterRun(State state, @Nullable Hop hop, Gathering gathered) {
            super(state, hop, false);
            this.gathered = gathered;
        }

        @Override
        ForkJoinRun next() {
            return new ForkJoinRun(this);
        }
    }

    /** The call of {@code onCompletion} or {@code onExceptionalCompletion} of a completer. */
    private static final class Completion extends Task {
        Completion(CompleterRun completer) {
            super(completer);
            join(completer.gathered.get(), Edge.JOIN);
        }

        @Override
        protected String dispatcher() {
            return "dev.whence.runtime.jdk.CompleterHooks.on";
        }
    }

    /**
     * Does nothing. {@link CountedCompleter} calls this method in its initialiser, so that this class is not loaded
     * later inside a hook.
     */
    public static void load() {}

    /**
     * Captures the context of a completer that is forked, submitted, or executed by its caller. A completer that forks
     * itself again keeps its {@link Gathering}.
     */
    static void capture(CountedCompleter<?> completer, State state, @Nullable Hop hop) {
        Gathering gathering = gatheringOf(completer);
        if (gathering != null) {
            ForkJoinHooks.capture(completer, new CompleterRun(state, hop, gathering));
        }
    }

    /** Called before the current task counts down a completer. */
    public static void counting(CountedCompleter<?> completer) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                gather(completer, State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called before the current task counts down a completer and those above it, without calls of the program's code in
     * between.
     */
    public static void countingUp(CountedCompleter<?> completer) {
        counting(completer);
        counting(completer.getRoot());
    }

    /** Replaces {@code completer.onCompletion(caller)}. */
    @Hidden
    public static void onCompletion(CountedCompleter<?> completer, @Nullable CountedCompleter<?> caller) {
        Completion completion = begin(completer);
        try {
            completer.onCompletion(caller);
        } catch (Throwable e) {
            failed(completion, e);
            throw e;
        } finally {
            end(completion, completer);
        }
    }

    /** Replaces {@code completer.onExceptionalCompletion(failure, caller)}. */
    @Hidden
    public static boolean onExceptionalCompletion(
            CountedCompleter<?> completer, Throwable failure, @Nullable CountedCompleter<?> caller) {
        Completion completion = begin(completer);
        try {
            return completer.onExceptionalCompletion(failure, caller);
        } catch (Throwable e) {
            failed(completion, e);
            throw e;
        } finally {
            end(completion, completer);
        }
    }

    /**
     * Returns the completion that begins. Null if the completion is a part of the current task: it is the completer's
     * own run, or nothing was captured for the completer.
     */
    private static @Nullable Completion begin(CountedCompleter<?> completer) {
        try {
            State state = State.current();
            Object captured = SWITCH.isOn() ? ForkJoinHooks.captured(completer) : null;
            if (captured instanceof CompleterRun run && !ForkJoinHooks.isRunning(completer, state)) {
                Completion completion = new Completion(run);
                completion.resume();
                return completion;
            }
            state.task.join(gathered(captured), Edge.JOIN);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return null;
    }

    @Hidden
    private static void failed(@Nullable Completion completion, Throwable thrown) {
        if (completion != null) {
            completion.failed(thrown, null);
        }
    }

    private static void end(@Nullable Completion completion, CountedCompleter<?> completer) {
        try {
            State state = State.current();
            Frontier left = state.task.frontier;
            if (completion != null) {
                completion.unwind(state);
            }
            gather(completer, left);
            gather(completer.getCompleter(), left);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Adds the frontier of a part to a completer. A completer that is done already has not waited for this part. */
    private static void gather(@Nullable CountedCompleter<?> completer, @Nullable Frontier part) {
        if (part != null && completer != null && !completer.isDone()) {
            Gathering gathering = gatheringOf(completer);
            if (gathering != null) {
                gathering.add(part);
            }
        }
    }

    /**
     * Returns the gathering of a completer. The field is read first, because only the first call finds no gathering.
     */
    private static @Nullable Gathering gatheringOf(CountedCompleter<?> completer) {
        Object captured = ForkJoinHooks.captured(completer);
        return gathering(captured == null ? ForkJoinHooks.capturedOr(completer, new Gathering()) : captured);
    }

    /** Returns what the ended parts have logged, by the value of the completer's field. */
    static @Nullable Frontier gathered(@Nullable Object captured) {
        Gathering gathering = gathering(captured);
        return gathering == null ? null : gathering.get();
    }

    private static @Nullable Gathering gathering(@Nullable Object captured) {
        if (captured instanceof CompleterRun run) {
            return run.gathered;
        }
        return captured instanceof Gathering gathering ? gathering : null;
    }

    private CompleterHooks() {}
}
