package dev.whence.runtime;

import dev.whence.runtime.table.GrowingTable;
import dev.whence.runtime.table.InjectedField;
import dev.whence.runtime.table.Sweep;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which task each throwable was made in, as far as that is certain.
 *
 * <p>It is found out where a throwable leaves a task, where it is handed over by hand, and where the task itself shows it:
 * the frames with which it was made must be the very frames of the thread, up to those of the task. Where it leaves, the
 * task's own frames are gone from the thread, and its function must be recognised in the trace. A throwable that is handed
 * over, or leaves, anywhere else is nobody's from then on: whoever throws it again, it was not made there.
 */
final class Bindings {
    /** How deep causes and suppressed throwables are looked at, and how many of the latter. */
    private static final int MAX_NESTED = 8;

    private static final GrowingTable<Binding> TABLE = Sweep.also(new GrowingTable<>());
    private static final @Nullable VarHandle CAUSE = InjectedField.handle(Throwable.class, "cause", Throwable.class);
    private static final @Nullable VarHandle SUPPRESSED =
            InjectedField.handle(Throwable.class, "suppressedExceptions", List.class);

    static @Nullable Binding of(Throwable throwable) {
        return TABLE.get(throwable);
    }

    /** A throwable has left a task; null if it was not made there. */
    static @Nullable Binding leaves(Throwable thrown, Task task, @Nullable Entry function) {
        return TABLE.get(thrown) == null ? settle(thrown, Place.left(task, function)) : null;
    }

    /** A throwable ends a thread. */
    static void ends(Throwable thrown, Task task, @Nullable Entry function) {
        if (TABLE.get(thrown) == null) {
            settle(thrown, Place.ended(task, function));
        }
    }

    /**
     * A throwable is handed over. A future puts what leaves a task into one of its own, which belongs to the same task
     * though that is over.
     */
    static void handedOver(Throwable thrown, State state) {
        Binding left = state.left;
        state.left = null;
        if (TABLE.get(thrown) == null) {
            Throwable cause = left == null ? null : cause(thrown);
            if (left != null && cause != null && TABLE.get(cause) == left && Place.isMadeByFuture(thrown, left.below)) {
                TABLE.putIfAbsent(thrown, left.ofWrapper());
            } else {
                settle(thrown, Place.current(state.task));
            }
        }
    }

    /** The failure of a task is about to be recorded. */
    static void failing(Throwable thrown, Task task, @Nullable Entry function) {
        if (TABLE.get(thrown) == null) {
            settle(thrown, Place.failing(task, function));
        }
    }

    private static @Nullable Throwable cause(Throwable throwable) {
        return CAUSE != null && CAUSE.get(throwable) instanceof Throwable cause && cause != throwable ? cause : null;
    }

    /** A throwable is shown by the current task. */
    static void shown(Throwable thrown, Task task) {
        if (task.hop != null && TABLE.get(thrown) == null) {
            Place place = Place.current(task);
            if (place != null) {
                bindIfSeen(thrown, place);
            }
        }
    }

    /** The program has given a throwable a trace, which is then what it has. */
    static void replaced(Throwable throwable) {
        TABLE.put(throwable, Binding.NONE);
    }

    private static @Nullable Binding settle(Throwable thrown, @Nullable Place place) {
        Binding binding = place == null ? null : bindIfSeen(thrown, place);
        if (binding == null) {
            TABLE.putIfAbsent(thrown, Binding.NONE);
        }
        if (place != null) {
            bindNested(thrown, place, MAX_NESTED);
        }
        return binding;
    }

    private static @Nullable Binding bindIfSeen(Throwable thrown, Place place) {
        RawTrace raw = RawTrace.of(thrown);
        return place.hasSeen(raw)
                ? TABLE.putIfAbsent(thrown, Binding.of(thrown, raw, place.hop, place.below, place.entry))
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
        if (depth > 0 && TABLE.get(nested) == null && bindIfSeen(nested, place) != null) {
            bindNested(nested, place, depth - 1);
        }
    }

    private Bindings() {}
}
