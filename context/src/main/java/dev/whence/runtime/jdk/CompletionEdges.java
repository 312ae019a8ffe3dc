package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who completed a {@link CompletableFuture}: its frontier, in a field of the future.
 *
 * <p>It is an immutable frontier and not a task, so that it neither keeps a chain of tasks alive nor picks up what the
 * completer logs later.
 *
 * <p>The JDK sets the result by a compare-and-set that several threads may try at once, and the frontier must be known as
 * soon as the result is. So each thread adds a {@link PossibleCompleter} to the field before it tries: a continuation that of
 * itself when its function has run, a relay that of its source, and else the method that is about to set the result that
 * of the current task. Afterwards the winner puts its own frontier in the place of all candidates for good, and a loser
 * withdraws. A reader that comes in between takes a candidate that stands alone: as long as there is a result, the
 * winner's is among them. If there are several, it learns of no predecessor: that takes a loser which has not withdrawn
 * yet and a winner which has not gone on, a few instructions after it has won. Nobody ever learns of a wrong one.
 *
 * <p>A function that yields a stage leaves a part only: the relay from that stage adds it to what it brings, while one who
 * completes the future by other means has not waited for the function.
 *
 * <p>An either takes one result even if both sources are complete, so it tells which before its function is called, or
 * the failure passed on: on the same thread, with nothing of the program's in between.
 */
public final class CompletionEdges {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");
    private static final InjectedField FIELD = InjectedField.of(CompletableFuture.class);
    private static final @Nullable VarHandle RESULT =
            InjectedField.handle(CompletableFuture.class, "result", Object.class);

    /** In the place of a frontier, if the completer had none. */
    private static final Object NOBODY = new Object();

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {
        new PossibleCompleter(null, null, null).only();
    }

    /** A future is about to be completed, by the current task unless this thread has named somebody else. */
    public static void completing(CompletableFuture<?> future) {
        if (isOn()) {
            try {
                State state = State.current();
                if (isUnnamed(future, state)) {
                    add(future, state, state.task.frontier);
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
                    settle(future, state);
                } else {
                    withdraw(future, state);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void settle(CompletableFuture<?> future, State state) {
        if (value(future) instanceof PossibleCompleter candidates) {
            PossibleCompleter own = candidates.of(state);
            set(future, own == null || own.frontier == null ? NOBODY : own.frontier);
        }
    }

    /** Where nobody else is left, the one who won did not know yet that anything is tracked. */
    private static void withdraw(CompletableFuture<?> future, State state) {
        boolean withdrawn = false;
        while (!withdrawn && value(future) instanceof PossibleCompleter candidates && candidates.of(state) != null) {
            PossibleCompleter others = candidates.without(state);
            withdrawn = replace(future, candidates, others == null ? NOBODY : others);
        }
    }

    /** A future that nobody else knows yet is given its result by the current task. */
    public static void completes(CompletableFuture<?> future) {
        if (isOn()) {
            try {
                setIfAny(future, State.current().task.frontier);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task has seen the result of a future, if there is one. */
    public static void joined(@Nullable Object stage) {
        if (isOn() && stage instanceof CompletableFuture<?> future) {
            try {
                State.current().task.join(get(future), Edge.JOIN);
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
                relay(dependent, State.current(), Frontier.either(get(source), get(second)));
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
                relay(dependent, state, taken(state, source, second));
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
        if (isOn() && sources != null && isDone(all)) {
            try {
                Frontier together = get(all);
                for (CompletableFuture<?> source : sources) {
                    together = Frontier.either(together, get(source));
                }
                setIfAny(all, together);
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
                State.current().any = get(source);
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
                setIfAny(any, state.any);
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
                    continuation.join(get(continuation.source), Edge.COMPLETE);
                    continuation.join(get(continuation.second), Edge.COMPLETE);
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
                if (!isDone(dependent)) {
                    add(dependent, completer, continuation.frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void relay(CompletableFuture<?> dependent, State state, @Nullable Frontier brought) {
        if (isUnnamed(dependent, state)) {
            PossibleCompleter part =
                    value(dependent) instanceof PossibleCompleter candidates ? candidates.part() : null;
            add(dependent, state, part == null ? brought : Frontier.either(part.frontier, brought));
        }
    }

    /** The frontier of the source that an either of this thread has just taken, if that was seen. */
    private static @Nullable Frontier taken(
            State state, @Nullable CompletableFuture<?> source, @Nullable CompletableFuture<?> second) {
        byte taken = state.either;
        state.either = 0;
        return taken == 0 ? null : get(taken == State.FIRST ? source : second);
    }

    private static boolean isUnnamed(CompletableFuture<?> future, State state) {
        return !isDone(future)
                && !(value(future) instanceof PossibleCompleter candidates && candidates.of(state) != null);
    }

    private static void add(CompletableFuture<?> future, @Nullable State owner, @Nullable Frontier frontier) {
        Object value;
        PossibleCompleter candidates;
        do {
            value = value(future);
            candidates = value instanceof PossibleCompleter latest ? latest : null;
        } while (value == candidates && !replace(future, value, new PossibleCompleter(owner, frontier, candidates)));
    }

    /** What precedes the completion of a future; null if nothing does, or it is not known, or not complete. */
    private static @Nullable Frontier get(@Nullable CompletableFuture<?> future) {
        if (future == null || !isDone(future)) {
            return null;
        }
        Object value = value(future);
        if (value instanceof PossibleCompleter candidates) {
            PossibleCompleter only = candidates.only();
            return only == null ? null : only.frontier;
        }
        return value instanceof Frontier frontier ? frontier : null;
    }

    /** Not asked of the future itself, as that may be of a class of the program's. */
    static boolean isDone(@Nullable CompletableFuture<?> future) {
        return future != null && RESULT != null && RESULT.getVolatile(future) != null;
    }

    private static @Nullable Object value(CompletableFuture<?> future) {
        return FIELD.get(future);
    }

    private static boolean replace(CompletableFuture<?> future, @Nullable Object value, Object other) {
        return FIELD.compareAndSet(future, value, other);
    }

    private static void setIfAny(CompletableFuture<?> future, @Nullable Frontier frontier) {
        if (frontier != null) {
            set(future, frontier);
        }
    }

    private static void set(CompletableFuture<?> future, Object value) {
        FIELD.set(future, value);
    }

    private static boolean isOn() {
        return Causality.isTracked() && SWITCH.isOn();
    }

    private CompletionEdges() {}
}
