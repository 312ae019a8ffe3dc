package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Failures;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Loss;
import dev.whence.runtime.SpanFrontier;
import dev.whence.runtime.State;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that record the completer of a {@link CompletableFuture}. Tasks that use its result descend from the
 * completer. {@link Completers} describes how its frontier is stored.
 *
 * <p>An {@code either} stage takes the result of one source, even if both sources are complete. One hook notes which
 * source the stage takes. The next hook reads this note, when the function is called or a failure is passed on. Both
 * hooks run on the same thread, and no code of the program runs in between.
 */
public final class CompletionEdges {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");

    /**
     * Loads the classes that the hooks need. {@link CompletableFuture} calls this method in its initialiser, so that
     * nothing is loaded later inside a hook.
     */
    public static void load() {
        Completers.load();
        if (Failures.areWatched()) {
            Outcomes.load();
        }
    }

    /**
     * Called before the current thread tries to complete a future. The current task is the completer, unless this
     * thread has added another candidate.
     */
    public static void completing(CompletableFuture<?> future) {
        if (isOn()) {
            try {
                State state = State.current();
                if (Completers.isUnnamed(future, state)) {
                    Completers.add(future, state, SpanFrontier.here(state.task.frontier));
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called after the current thread has tried to complete a future. {@code won} tells whether it has succeeded. */
    public static void completed(boolean won, CompletableFuture<?> future) {
        if (won && Failures.areWatched()) {
            Outcomes.failed(future, Loss.LOST);
        }
        settled(won, future);
    }

    /** As {@link #completed}, with what a function has thrown. */
    public static void thrown(boolean won, CompletableFuture<?> future, @Nullable Throwable thrown) {
        if (!won && Failures.areWatched()) {
            Outcomes.tooLate(future, thrown);
        }
        completed(won, future);
    }

    /**
     * As {@link #completed}, with a result as futures keep it, which code gave: no function has returned or thrown it, and
     * no source had it.
     */
    public static void given(boolean won, CompletableFuture<?> future, @Nullable Object result) {
        if (Failures.areWatched()) {
            if (won) {
                Outcomes.failed(future, Loss.UNUSED);
            } else {
                Outcomes.tooLate(future, Outcomes.failureIn(result));
            }
        }
        settled(won, future);
    }

    private static void settled(boolean won, CompletableFuture<?> future) {
        if (Expectation.areWatched()) {
            Expectation.completed(future);
        }
        if (isOn()) {
            try {
                State state = State.current();
                if (won) {
                    Completers.settle(future, state);
                } else {
                    Completers.withdraw(future, state);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current task sets the result of a new future, which no other thread knows yet. */
    public static void completes(CompletableFuture<?> future) {
        if (isOn()) {
            try {
                Completers.setIfAny(future, SpanFrontier.here(State.current().task.frontier));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when the current task sets a timeout. Returns its frontier, or null. The timeout keeps it: the JDK's thread
     * that completes the future later has done nothing else for it.
     */
    public static @Nullable Object timing() {
        if (isOn()) {
            try {
                return State.current().task.frontier;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** Called before a timeout completes a future. {@code setter} is the frontier of the task that has set it. */
    public static void timedOut(@Nullable CompletableFuture<?> future, @Nullable Object setter) {
        if (isOn() && future != null && setter instanceof Frontier frontier) {
            try {
                State state = State.current();
                if (Completers.isUnnamed(future, state)) {
                    Completers.add(future, state, frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current task has read the result of a stage. */
    public static void joined(@Nullable Object stage) {
        if (Failures.areWatched()) {
            Outcomes.observed(stage);
        }
        if (isOn() && stage instanceof CompletableFuture<?> future) {
            try {
                State.current().task.join(Completers.get(future), Edge.JOIN);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called before a source passes its result on to a dependent. */
    public static void relayed(@Nullable CompletableFuture<?> dependent, @Nullable CompletableFuture<?> source) {
        relayed(dependent, source, source);
    }

    /** Called before two sources together complete a dependent. */
    public static void relayed(
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second) {
        if (second != source && Failures.areWatched()) {
            Outcomes.both(source, second);
        }
        if (isOn() && dependent != null) {
            try {
                Completers.relay(
                        dependent,
                        State.current(),
                        SpanFrontier.either(Completers.get(source), Completers.get(second)));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called before the sources of a function complete its dependent without a call of the function. The method
     * {@code thenCombine} does so after a failure, and {@code exceptionally} after a success.
     */
    public static void passedOver(CompletableFuture<?> dependent, @Nullable Object function) {
        if (function instanceof Continuation continuation) {
            relayed(dependent, continuation.source, continuation.second);
        }
    }

    /**
     * Called when an {@code either} stage has read the result of its first source. If that is null, the stage takes the
     * result of the second.
     */
    public static void firstOfEither(@Nullable Object result) {
        if (isOn()) {
            try {
                State.current().either = result != null ? State.FIRST : State.SECOND;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called before an {@code either} stage passes the result that it has taken on to its dependent. */
    public static void relayedByEither(
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second) {
        if (isOn() && dependent != null) {
            try {
                State state = State.current();
                Completers.relay(dependent, state, taken(state, source, second));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when {@code allOf} has created its future, or a future inside its tree. Returns that future.
     *
     * <p>If the future is complete already, no relay has added the frontiers of its sources. So they are added here. A
     * future inside the tree gets the frontiers of all sources and not only of its own. The whole waits for all of
     * them, so the result is the same.
     */
    public static CompletableFuture<?> allOf(CompletableFuture<?> all, CompletableFuture<?> @Nullable [] sources) {
        if (sources != null && Failures.areWatched()) {
            Outcomes.all(all, sources);
        }
        if (isOn() && sources != null && Completers.isDone(all)) {
            try {
                Frontier together = Completers.get(all);
                for (CompletableFuture<?> source : sources) {
                    together = SpanFrontier.either(together, Completers.get(source));
                }
                Completers.setIfAny(all, together);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return all;
    }

    /** Called when {@code anyOf} has found a source that is complete already. Its result is that of the new future. */
    public static void takenByAny(@Nullable CompletableFuture<?> source) {
        if (isOn()) {
            try {
                State.current().any = Completers.get(source);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when {@code anyOf} returns a future. */
    public static CompletableFuture<?> anyOf(CompletableFuture<?> any) {
        if (isOn()) {
            try {
                State state = State.current();
                Completers.setIfAny(any, state.any);
                state.any = null;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return any;
    }

    /** Called before the function of a continuation is called, because its sources are complete. */
    static void continued(Continuation continuation, State state) {
        if (isOn()) {
            try {
                if (continuation.isOfEither()) {
                    continuation.isAfter(taken(state, continuation.source, continuation.second), Edge.COMPLETE);
                } else {
                    continuation.isAfter(Completers.get(continuation.source), Edge.COMPLETE);
                    continuation.isAfter(Completers.get(continuation.second), Edge.COMPLETE);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when the function of a continuation has run. {@code completer} is the state of the current thread if this
     * completes the dependent next, or else null.
     */
    static void ran(Continuation continuation, @Nullable State completer) {
        CompletableFuture<?> dependent = continuation.dependent;
        if (isOn() && dependent != null) {
            try {
                if (!Completers.isDone(dependent)) {
                    Completers.add(
                            dependent, completer, completer == null ? continuation.frontier : continuation.left());
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Returns the frontier of the source that an {@code either} stage of this thread has just taken. Null if it is not
     * known which source that is.
     */
    private static @Nullable Frontier taken(
            State state, @Nullable CompletableFuture<?> source, @Nullable CompletableFuture<?> second) {
        byte taken = state.either;
        state.either = 0;
        return taken == 0 ? null : Completers.get(taken == State.FIRST ? source : second);
    }

    private static boolean isOn() {
        return Causality.isTracked() && SWITCH.isOn();
    }

    private CompletionEdges() {}
}
