package dev.whence.runtime.jdk;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.State;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The completers of {@link CompletableFuture}s: the frontier of each, in a field of the future.
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
 */
final class Completers {
    private static final InjectedField FIELD = InjectedField.of(CompletableFuture.class);
    private static final @Nullable VarHandle RESULT =
            InjectedField.handle(CompletableFuture.class, "result", Object.class);

    /** In the place of a frontier, if the completer had none. */
    private static final Object NOBODY = new Object();

    /** Loads what hooks need, so that nothing is loaded inside a hook. */
    static void load() {
        new PossibleCompleter(null, null, null).only();
    }

    static void settle(CompletableFuture<?> future, State state) {
        if (value(future) instanceof PossibleCompleter candidates) {
            PossibleCompleter own = candidates.of(state);
            set(future, own == null || own.frontier == null ? NOBODY : own.frontier);
        }
    }

    /** Where nobody else is left, the one who won did not know yet that anything is tracked. */
    static void withdraw(CompletableFuture<?> future, State state) {
        boolean withdrawn = false;
        while (!withdrawn && value(future) instanceof PossibleCompleter candidates && candidates.of(state) != null) {
            PossibleCompleter others = candidates.without(state);
            withdrawn = replace(future, candidates, others == null ? NOBODY : others);
        }
    }

    static void relay(CompletableFuture<?> dependent, State state, @Nullable Frontier brought) {
        if (isUnnamed(dependent, state)) {
            PossibleCompleter part =
                    value(dependent) instanceof PossibleCompleter candidates ? candidates.part() : null;
            add(dependent, state, part == null ? brought : Frontier.either(part.frontier, brought));
        }
    }

    static boolean isUnnamed(CompletableFuture<?> future, State state) {
        return !isDone(future)
                && !(value(future) instanceof PossibleCompleter candidates && candidates.of(state) != null);
    }

    static void add(CompletableFuture<?> future, @Nullable State owner, @Nullable Frontier frontier) {
        Object value;
        PossibleCompleter candidates;
        do {
            value = value(future);
            candidates = value instanceof PossibleCompleter latest ? latest : null;
        } while (value == candidates && !replace(future, value, new PossibleCompleter(owner, frontier, candidates)));
    }

    /** What precedes the completion of a future; null if nothing does, or it is not known, or not complete. */
    static @Nullable Frontier get(@Nullable CompletableFuture<?> future) {
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

    static void setIfAny(CompletableFuture<?> future, @Nullable Frontier frontier) {
        if (frontier != null) {
            set(future, frontier);
        }
    }

    private static void set(CompletableFuture<?> future, Object value) {
        FIELD.set(future, value);
    }

    private Completers() {}
}
