package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Records in which task each throwable was made, where that is certain.
 *
 * <p>A throwable is examined where it leaves a task, where the program hands it over, such as to a future, and where
 * the task itself prints it. It was made in the task if the frames in its stack trace are the frames of the thread,
 * from the bottom up to the task. {@link Place} compares them. Where a throwable leaves a task, the task's own frames
 * are gone from the thread, so its function must be recognized in the trace instead; see {@link Entry}.
 *
 * <p>A wrong hop is worse than none. So a throwable that leaves a task, or is handed over, and was not made there gets
 * {@link Binding#NONE}: a later task that throws it again did not make it either. A throwable that is merely printed
 * and not recognized stays undecided, since its own task may still bind it. Causes and suppressed throwables are bound
 * in the same way, and one that is not recognized stays undecided.
 *
 * <p>The first decision stands, because a binding is only added where there is none. So a trace that was read once does
 * not change. The only exception is a stack trace that the program sets itself.
 */
final class Bindings {
    /**
     * How many levels of causes and suppressed throwables are examined, and how many suppressed ones of a throwable.
     */
    private static final int MAX_NESTED = 8;

    private static final @Nullable VarHandle CAUSE = InjectedField.handle(Throwable.class, "cause", Throwable.class);
    private static final @Nullable VarHandle SUPPRESSED =
            InjectedField.handle(Throwable.class, "suppressedExceptions", List.class);

    /** Returns the binding of a throwable, or null if it is undecided. */
    static @Nullable Binding of(Throwable throwable) {
        return of(throwable, KnownThrowable.find(throwable));
    }

    private static @Nullable Binding of(Throwable throwable, @Nullable KnownThrowable known) {
        Binding binding = known == null ? null : known.binding;
        return binding == null ? ofWrapper(throwable) : binding;
    }

    /** Returns the binding of the exception that a future has wrapped around another one, or null if it is none. */
    private static @Nullable Binding ofWrapper(Throwable thrown) {
        Throwable cause = thrown.getClass() == CompletionException.class ? cause(thrown) : null;
        KnownThrowable wrapped = cause == null ? null : KnownThrowable.find(cause);
        if (wrapped == null || wrapped.wrapper == 0 || wrapped.wrapper != RawTrace.identity(thrown)) {
            return null;
        }
        Binding left = wrapped.binding;
        return left == null ? null : KnownThrowable.of(thrown).bind(left.ofWrapper());
    }

    /**
     * Binds a throwable that has left a task. Returns what is known of it, or null if it was not made there or was bound
     * before.
     */
    static @Nullable KnownThrowable leaves(Throwable thrown, Task task, @Nullable Entry function) {
        KnownThrowable known = KnownThrowable.of(thrown);
        if (of(thrown, known) != null) {
            return null;
        }
        State state = State.current();
        Place likely = Place.likelyLeft(task, function, state);
        Binding binding = likely == null ? null : bindIfSeen(thrown, likely);
        if (likely == null || binding == null) {
            return settle(thrown, Place.left(task, function, state)) == null ? null : known;
        }
        bindNested(thrown, likely, MAX_NESTED);
        return known;
    }

    /** Binds a throwable that ends a thread. */
    static void ends(Throwable thrown, Task task, @Nullable Entry function) {
        if (of(thrown) == null) {
            settle(thrown, Place.ended(task, function));
        }
    }

    /**
     * Binds a throwable that the current task hands over.
     *
     * <p>A future wraps the exception of a continuation in one of its own. At that point the continuation's task is
     * over, but the wrapper belongs to it like the cause.
     */
    static void handedOver(Throwable thrown, State state) {
        KnownThrowable left = state.left;
        state.left = null;
        if (left != null && isWrapper(thrown, left, state)) {
            wrapped(thrown, left);
        } else if (of(thrown) == null) {
            settle(thrown, Place.current(state.task));
        }
    }

    /** Whether a future has just made a throwable, to wrap the one that has just left a continuation. */
    private static boolean isWrapper(Throwable thrown, KnownThrowable left, State state) {
        Throwable cause = cause(thrown);
        Binding binding = left.binding;
        return cause != null
                && binding != null
                && KnownThrowable.find(cause) == left
                && Place.isMadeByFuture(thrown, binding.below, state);
    }

    private static void wrapped(Throwable wrapper, KnownThrowable left) {
        int identity = RawTrace.identity(wrapper);
        left.wrapper = identity;
        Binding binding = left.binding;
        if (identity == 0 && binding != null) {
            KnownThrowable.of(wrapper).bind(binding.ofWrapper());
        }
    }

    /** Binds a throwable that is about to be recorded as the failure of a task. */
    static void failing(Throwable thrown, Task task, @Nullable Entry function) {
        if (of(thrown) == null) {
            settle(thrown, Place.failing(task, function));
        }
    }

    /** Returns the cause of a throwable, or null. No method of the program is called. */
    static @Nullable Throwable cause(Throwable throwable) {
        return CAUSE != null && CAUSE.get(throwable) instanceof Throwable cause && cause != throwable ? cause : null;
    }

    /** Returns the suppressed throwables of a throwable. No method of the program is called. */
    static List<?> suppressed(Throwable throwable) {
        return SUPPRESSED != null && SUPPRESSED.get(throwable) instanceof List<?> suppressed ? suppressed : List.of();
    }

    /** Binds a throwable that the current task prints, if it was made there. */
    static void shown(Throwable thrown, Task task) {
        if (task.hop != null && of(thrown) == null) {
            Place place = Place.current(task);
            if (place != null) {
                bindIfSeen(thrown, place);
            }
        }
    }

    /** Records that the program has set the stack trace of a throwable. It is shown as it is. */
    static void replaced(Throwable throwable) {
        KnownThrowable.of(throwable).binding = Binding.NONE;
    }

    private static @Nullable Binding settle(Throwable thrown, @Nullable Place place) {
        Binding binding = place == null ? null : bindIfSeen(thrown, place);
        if (binding == null) {
            KnownThrowable.of(thrown).bind(Binding.NONE);
        }
        if (place != null) {
            bindNested(thrown, place, MAX_NESTED);
        }
        return binding;
    }

    private static @Nullable Binding bindIfSeen(Throwable thrown, Place place) {
        RawTrace raw = RawTrace.of(thrown);
        return place.hasSeen(raw)
                ? KnownThrowable.of(thrown).bind(Binding.of(thrown, raw, place.hop, place.below, place.entry))
                : null;
    }

    private static void bindNested(Throwable thrown, Place place, int depth) {
        Throwable cause = cause(thrown);
        if (cause != null) {
            bindNestedOne(cause, place, depth);
        }
        if (SUPPRESSED != null && SUPPRESSED.get(thrown) instanceof List<?> suppressed) {
            for (int i = 0; i < suppressed.size() && i < MAX_NESTED; i++) {
                if (suppressed.get(i) instanceof Throwable one) {
                    bindNestedOne(one, place, depth);
                }
            }
        }
    }

    private static void bindNestedOne(Throwable nested, Place place, int depth) {
        if (depth > 0 && of(nested) == null && bindIfSeen(nested, place) != null) {
            bindNested(nested, place, depth - 1);
        }
    }

    private Bindings() {}
}
