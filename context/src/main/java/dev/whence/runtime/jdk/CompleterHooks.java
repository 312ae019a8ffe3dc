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
 * What {@link CountedCompleter} calls, on which parallel streams are built.
 *
 * <p>A completer is done when all that it counts is, and then its {@code onCompletion} is called on the stack of whichever
 * was the last, perhaps long after its own run. So what was captured for it stays: {@code onCompletion} runs in the
 * context of its own fork, like the run itself.
 *
 * <p>Each part that ends leaves its frontier at the completer, before it counts down: whoever brings the count to 0 thus
 * finds those of all parts there, and hands them on to the next completer up, and at last to who waits for the root. A
 * completer that was neither forked nor executed, as some of streams, has a {@link Gathering} only.
 */
public final class CompleterHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");

    /** What was captured for a completer. It never runs itself. */
    static final class CompleterRun extends ForkJoinHooks.ForkJoinRun {
        /** What the parts that have ended have logged. */
        private final Gathering gathered;

        CompleterRun(State state, @Nullable Hop hop, Gathering gathered) {
            super(state, hop, false);
            this.gathered = gathered;
        }

        @Override
        ForkJoinHooks.ForkJoinRun next() {
            return new ForkJoinHooks.ForkJoinRun(this);
        }
    }

    /** The completion of a completer. */
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

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A completer is forked or submitted, or executed by its caller. One that forks itself again keeps what it has. */
    static void capture(CountedCompleter<?> completer, State state, @Nullable Hop hop) {
        Gathering gathering = gatheringOf(completer);
        if (gathering != null) {
            ForkJoinHooks.capture(completer, new CompleterRun(state, hop, gathering));
        }
    }

    /** The current task is about to count down a completer. */
    public static void counting(CountedCompleter<?> completer) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                gather(completer, State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task is about to count down completers on the way up, and nothing of the program's in between. */
    public static void countingUp(CountedCompleter<?> completer) {
        counting(completer);
        counting(completer.getRoot());
    }

    /** Instead of {@code completer.onCompletion(caller)}. */
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

    /** Instead of {@code completer.onExceptionalCompletion(failure, caller)}. */
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

    /** Null if the current task goes on, as the completer's own run does, or if nothing was captured for it. */
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

    /** What is done already was not waited for this part. */
    private static void gather(@Nullable CountedCompleter<?> completer, @Nullable Frontier part) {
        if (part != null && completer != null && !completer.isDone()) {
            Gathering gathering = gatheringOf(completer);
            if (gathering != null) {
                gathering.add(part);
            }
        }
    }

    /** Asks first, as there is one for all counts but the first. */
    private static @Nullable Gathering gatheringOf(CountedCompleter<?> completer) {
        Object captured = ForkJoinHooks.captured(completer);
        return gathering(captured == null ? ForkJoinHooks.capturedOr(completer, new Gathering()) : captured);
    }

    /** What the parts have left at what was captured for a completer. */
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
