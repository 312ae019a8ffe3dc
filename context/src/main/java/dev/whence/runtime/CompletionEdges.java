package dev.whence.runtime;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who completed a {@link CompletableFuture}: its frontier, in a field of the future.
 *
 * <p>It is an immutable frontier and not a task, so that it neither keeps a chain of tasks alive nor picks up what the
 * completer logs later. It is written before the result is set, whose compare-and-set publishes it. A continuation leaves
 * its own frontier at its dependent first; a relay brings that of its source; else the completer is the current task.
 *
 * <p>Where two completers race, a reader may see the frontier of the one that lost for the few instructions until the one
 * that won has looked again.
 */
public final class CompletionEdges {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");
    private static final @Nullable VarHandle FIELD = InjectedField.of(CompletableFuture.class);

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A future is about to be completed by the current task, unless somebody else was named already. */
    public static void completing(CompletableFuture<?> future) {
        if (isOn() && !future.isDone() && get(future) == null) {
            set(future, State.current().task.frontier);
        }
    }

    /** A future that nobody else knows yet is given its result by the current task. */
    public static void completes(CompletableFuture<?> future) {
        if (isOn()) {
            set(future, State.current().task.frontier);
        }
    }

    /** The current task has seen the result of a future, if there is one. */
    public static void joined(@Nullable Object stage) {
        if (isOn() && stage instanceof CompletableFuture<?> future && future.isDone()) {
            State.current().task.join(get(future), Edge.JOIN);
        }
    }

    /** A source passes its result on to a dependent. */
    public static void relayed(@Nullable CompletableFuture<?> dependent, @Nullable CompletableFuture<?> source) {
        if (isOn() && dependent != null && source != null && source.isDone() && !dependent.isDone()) {
            set(dependent, Frontier.either(get(dependent), get(source)));
        }
    }

    /** Two sources together complete a dependent. */
    public static void relayed(
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second) {
        if (source != null && second != null && source.isDone() && second.isDone()) {
            relayed(dependent, source);
            relayed(dependent, second);
        }
    }

    /** Two sources of which one failed complete a dependent: no function runs that would leave its frontier. */
    public static void relayedIfFailed(
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second) {
        if (source != null
                && second != null
                && (source.isCompletedExceptionally() || second.isCompletedExceptionally())) {
            relayed(dependent, source, second);
        }
    }

    /** The first source that is complete completes a dependent. */
    public static void relayedByEither(
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second) {
        relayed(dependent, source != null && source.isDone() ? source : second);
    }

    /**
     * {@code allOf}, or a part of its tree, is made: where all sources were complete already, no relay has brought their
     * frontiers. That a part takes those of all sources is right too, as the whole waits for them all.
     */
    public static CompletableFuture<?> allOf(CompletableFuture<?> all, CompletableFuture<?> @Nullable [] sources) {
        if (isOn() && sources != null && all.isDone()) {
            for (CompletableFuture<?> source : sources) {
                set(all, Frontier.either(get(all), get(source)));
            }
        }
        return all;
    }

    /** {@code anyOf} returns: where a source was complete already, no relay has brought its frontier. */
    public static CompletableFuture<?> anyOf(CompletableFuture<?> any, CompletableFuture<?> @Nullable [] sources) {
        if (isOn() && sources != null && any.isDone() && get(any) == null) {
            for (CompletableFuture<?> source : sources) {
                if (source.isDone()) {
                    set(any, get(source));
                    break;
                }
            }
        }
        return any;
    }

    static @Nullable Frontier get(@Nullable CompletableFuture<?> future) {
        return FIELD == null || future == null ? null : (Frontier) FIELD.get(future);
    }

    static void leave(CompletableFuture<?> dependent, @Nullable Frontier frontier) {
        if (SWITCH.isOn() && !dependent.isDone()) {
            set(dependent, frontier);
        }
    }

    private static void set(CompletableFuture<?> future, @Nullable Frontier frontier) {
        if (FIELD != null && frontier != null) {
            FIELD.set(future, frontier);
        }
    }

    private static boolean isOn() {
        return Causality.isTracked() && SWITCH.isOn();
    }

    private CompletionEdges() {}
}
