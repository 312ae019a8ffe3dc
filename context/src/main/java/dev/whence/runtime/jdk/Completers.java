package dev.whence.runtime.jdk;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.SpanFrontier;
import dev.whence.runtime.State;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The frontiers of the tasks that completed {@link CompletableFuture}s, in an injected field of each future.
 *
 * <p>The field holds a frontier and not a task. So it keeps no chain of tasks alive, and it does not change when the
 * completer logs more events.
 *
 * <h2>How the field is written</h2>
 *
 * <p>The JDK sets the result of a future by a compare-and-set. Several threads may try this at the same time. A thread
 * that sees the result must also find the frontier of the winner. So the field is written twice:
 *
 * <ol>
 *   <li>Before a thread tries to set the result, it adds a <em>candidate</em> to the field: a {@link PossibleCompleter}
 *       with its frontier. For a continuation, this is the frontier after the run of its function. For a relay, it is
 *       the frontier of the source. For all other completions, it is the frontier of the current task.
 *   <li>After the compare-and-set, the winner replaces all candidates by its own frontier. This value is final. A loser
 *       removes its candidate.
 * </ol>
 *
 * <h2>How the field is read</h2>
 *
 * <p>A thread may see the result before the winner has written the final value. Then the candidate of the winner is in
 * the field, perhaps among those of losers. If only one thread has candidates, it is the winner, and its frontier is
 * the predecessor. If there are several, the winner is not known, and there is no predecessor. This is rare: a loser
 * has not removed its candidate yet, and the winner is a few instructions behind its compare-and-set. The frontier of a
 * loser is never taken for that of the winner.
 *
 * <h2>Functions that return a stage</h2>
 *
 * <p>The function of {@code thenCompose} does not complete the dependent, but its stage does. So the function adds its
 * frontier without a thread, as a <em>part</em>. The relay from the stage adds the part to the frontier of the stage. A
 * thread that completes the dependent by other means does not use the part, because it has not waited for the function.
 */
final class Completers {
    private static final InjectedField FIELD = InjectedField.of(CompletableFuture.class);
    private static final @Nullable VarHandle RESULT =
            InjectedField.handle(CompletableFuture.class, "result", Object.class);
    private static final @Nullable VarHandle STACK = InjectedField.handle(
            CompletableFuture.class, "stack", InjectedField.type(CompletableFuture.class.getName() + "$Completion"));

    /** The final value if the completer has no frontier or is not known. */
    private static final Object NOBODY = new Object();

    /** The value of a future to which another leads that {@link Sources} knows. It counts as none. */
    private static final Object REACHED = new Object();

    /** How many expectations of a future are kept. A future that waits for many others has one of each. */
    private static final int MOST_EXPECTATIONS = 16;

    /** Loads the classes that the hooks need, so that nothing is loaded inside a hook. */
    static void load() {
        new PossibleCompleter(null, null, null).only();
    }

    /** Writes the final value. Called by the winner. */
    static void settle(CompletableFuture<?> future, State state) {
        if (value(future) instanceof PossibleCompleter candidates) {
            PossibleCompleter own = candidates.of(state);
            set(future, own == null || own.frontier == null ? NOBODY : own.frontier);
        }
    }

    /**
     * Removes the candidates of a loser. If no others are left, the winner has added none, because edges were not
     * tracked yet when it completed the future.
     */
    static void withdraw(CompletableFuture<?> future, State state) {
        boolean withdrawn = false;
        while (!withdrawn && value(future) instanceof PossibleCompleter candidates && candidates.of(state) != null) {
            PossibleCompleter others = candidates.without(state);
            withdrawn = replace(future, candidates, others == null ? NOBODY : others);
        }
    }

    /** Adds the candidate of a relay, unless this thread has one. {@code brought} is the frontier of the source. */
    static void relay(CompletableFuture<?> dependent, State state, @Nullable Frontier brought) {
        if (isUnnamed(dependent, state)) {
            PossibleCompleter part =
                    value(dependent) instanceof PossibleCompleter candidates ? candidates.part() : null;
            add(dependent, state, part == null ? brought : SpanFrontier.either(part.frontier, brought));
        }
    }

    /** Whether a future is not complete and the current thread has no candidate. */
    static boolean isUnnamed(CompletableFuture<?> future, State state) {
        return !isDone(future)
                && !(value(future) instanceof PossibleCompleter candidates && candidates.of(state) != null);
    }

    /** Adds a candidate, or a part if {@code owner} is null. Does nothing if the field has its final value. */
    static void add(CompletableFuture<?> future, @Nullable State owner, @Nullable Frontier frontier) {
        Object value;
        PossibleCompleter candidates;
        do {
            value = value(future);
            candidates = value instanceof PossibleCompleter latest ? latest : null;
        } while ((value == candidates || value == REACHED)
                && !replace(future, value, new PossibleCompleter(owner, frontier, candidates)));
    }

    /** Notes that a new future can be reached from one that it depends on, until there is a candidate. */
    static void reach(CompletableFuture<?> dependent) {
        if (FIELD.handle() != null) {
            set(dependent, REACHED);
        }
    }

    /** Whether a future was noted as one that can be reached. What is expected of futures is noted of such ones. */
    static boolean isReached(CompletableFuture<?> future) {
        Object value = value(future);
        return value == REACHED || value instanceof ExpectedCompletion;
    }

    /** Notes what is expected of a future. Returns false if it is complete, or if too much is expected of it. */
    static boolean expect(CompletableFuture<?> future, Expectation expectation) {
        Object value;
        ExpectedCompletion expected;
        do {
            value = value(future);
            PossibleCompleter candidates = value instanceof PossibleCompleter known ? known : null;
            if ((value != candidates && value != REACHED) || expectations(candidates) >= MOST_EXPECTATIONS) {
                return false;
            }
            expected = new ExpectedCompletion(expectation, candidates == null ? null : candidates.part(), candidates);
        } while (!replace(future, value, expected));
        // Whoever has completed the future meanwhile may have come too early to see this.
        return !isDone(future);
    }

    private static int expectations(@Nullable PossibleCompleter candidates) {
        int count = 0;
        for (PossibleCompleter each = candidates; each != null; each = each.next) {
            count += each instanceof ExpectedCompletion ? 1 : 0;
        }
        return count;
    }

    /** Called when a thread has completed a future, or has found it complete, before it settles or withdraws. */
    static void meet(CompletableFuture<?> future) {
        PossibleCompleter each = value(future) instanceof PossibleCompleter candidates ? candidates : null;
        for (; each != null; each = each.next) {
            if (each instanceof ExpectedCompletion expected) {
                expected.expectation.meet();
            }
        }
    }

    /**
     * Returns the frontier of the completer of a future. Null if the completer has none or is not known, or if the
     * future is not complete.
     */
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

    /** Whether a future is complete. Its field is read, because the program may have overridden {@code isDone}. */
    static boolean isDone(@Nullable CompletableFuture<?> future) {
        return future != null && RESULT != null && RESULT.getVolatile(future) != null;
    }

    /** Whether something depends on a future already, or waits for it. */
    static boolean hasDependents(CompletableFuture<?> future) {
        return STACK == null || STACK.get(future) != null;
    }

    private static @Nullable Object value(CompletableFuture<?> future) {
        return FIELD.get(future);
    }

    private static boolean replace(CompletableFuture<?> future, @Nullable Object value, Object other) {
        return FIELD.compareAndSet(future, value, other);
    }

    /** Writes the final value of a future that no thread competes for, if there is a frontier. */
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
