package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that tell who completed a {@link CompletableFuture}, so that what follows its completion descends from the
 * completer: see {@link Completers}.
 *
 * <p>An either takes one result even if both sources are complete, so it tells which before its function is called, or
 * the failure passed on: on the same thread, with nothing of the program's in between.
 */
public final class CompletionEdges {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {
        Completers.load();
    }

    /** A future is about to be completed, by the current task unless this thread has named somebody else. */
    public static void completing(CompletableFuture<?> future) {
        if (isOn()) {
            try {
                State state = State.current();
                if (Completers.isUnnamed(future, state)) {
                    Completers.add(future, state, state.task.frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** What was announced by {@link #completing} has come to pass, or somebody else was faster. */
    public static void completed(boolean won, CompletableFuture<?> future) {
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

    /** A future that nobody else knows yet is given its result by the current task. */
    public static void completes(CompletableFuture<?> future) {
        if (isOn()) {
            try {
                Completers.setIfAny(future, State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task has seen the result of a future, if there is one. */
    public static void joined(@Nullable Object stage) {
        if (isOn() && stage instanceof CompletableFuture<?> future) {
            try {
                State.current().task.join(Completers.get(future), Edge.JOIN);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A source is about to pass its result on to a dependent. */
    public static void relayed(@Nullable CompletableFuture<?> dependent, @Nullable CompletableFuture<?> source) {
        relayed(dependent, source, source);
    }

    /** Two sources together are about to complete a dependent. */
    public static void relayed(
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second) {
        if (isOn() && dependent != null) {
            try {
                Completers.relay(
                        dependent, State.current(), Frontier.either(Completers.get(source), Completers.get(second)));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The sources of a function that was not called are about to complete its dependent. */
    public static void passedOver(CompletableFuture<?> dependent, @Nullable Object function) {
        if (function instanceof Continuation continuation) {
            relayed(dependent, continuation.source, continuation.second);
        }
    }

    /** An either looks at the result of its first source; only if there is none yet, it takes that of the second. */
    public static void firstOfEither(@Nullable Object result) {
        if (isOn()) {
            try {
                State.current().either = result != null ? State.FIRST : State.SECOND;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The source that an either has taken is about to complete its dependent. */
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
     * {@code allOf}, or a part of its tree, is made: where all sources were complete already, no relay has brought their
     * frontiers. That a part takes those of all sources is right too, as the whole waits for them all.
     */
    public static CompletableFuture<?> allOf(CompletableFuture<?> all, CompletableFuture<?> @Nullable [] sources) {
        if (isOn() && sources != null && Completers.isDone(all)) {
            try {
                Frontier together = Completers.get(all);
                for (CompletableFuture<?> source : sources) {
                    together = Frontier.either(together, Completers.get(source));
                }
                Completers.setIfAny(all, together);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return all;
    }

    /** {@code anyOf} has found a source that is complete already, of whose result it makes a future. */
    public static void takenByAny(@Nullable CompletableFuture<?> source) {
        if (isOn()) {
            try {
                State.current().any = Completers.get(source);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** {@code anyOf} returns. */
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

    /** A continuation's function is about to be called, because its sources are complete. */
    static void continued(Continuation continuation, State state) {
        if (isOn()) {
            try {
                if (continuation.isOfEither()) {
                    continuation.join(taken(state, continuation.source, continuation.second), Edge.COMPLETE);
                } else {
                    continuation.join(Completers.get(continuation.source), Edge.COMPLETE);
                    continuation.join(Completers.get(continuation.second), Edge.COMPLETE);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A continuation's function has run; the completer is its thread if that is about to complete the dependent. */
    static void ran(Continuation continuation, @Nullable State completer) {
        CompletableFuture<?> dependent = continuation.dependent;
        if (isOn() && dependent != null) {
            try {
                if (!Completers.isDone(dependent)) {
                    Completers.add(dependent, completer, continuation.frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The frontier of the source that an either of this thread has just taken, if that was seen. */
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
