package dev.whence.runtime.jdk;

import dev.whence.runtime.Task;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import org.jspecify.annotations.Nullable;

/**
 * A table of the contexts of submitted runnables, for queues and executors that have no place for a context.
 *
 * <p>There is one entry for each runnable. The runnable is held weakly. The entry has the context of the submission and
 * the number of submissions that wait. Two submissions of one runnable may wait at the same time and differ in their
 * correlation, MDC or span. Then nothing tells which run belongs to which submission, and the entry becomes ambiguous.
 * It stays ambiguous until no submission waits any more. All runs until then have no context.
 *
 * <p>The table is lock-free. An entry is immutable, and each change replaces it by a compare-and-set. A thread that
 * finds the entry changed meanwhile tries again.
 */
final class SubmissionTable<T extends Task> {
    private final WeakTable<Waiting<T>> waiting = Sweep.also(WeakTable.ofMany());

    void add(Runnable runnable, T context) {
        Waiting<T> known;
        Waiting<T> added;
        do {
            known = waiting.get(runnable);
            added = known == null
                    ? new Waiting<>(context, 1, false)
                    : new Waiting<>(known.context, known.count + 1, known.differsFrom(context));
        } while (!waiting.replace(runnable, known, added));
    }

    /**
     * Takes one submission of a runnable, and returns its context. Other submissions may share that context. The result
     * is null if no submission waits, and {@code ambiguous} if the entry is ambiguous.
     */
    @Nullable T take(Runnable runnable, @Nullable T ambiguous) {
        Waiting<T> known;
        Waiting<T> left;
        do {
            known = waiting.get(runnable);
            if (known == null) {
                return null;
            }
            left = known.count == 1 ? null : new Waiting<>(known.context, known.count - 1, known.ambiguous);
        } while (!waiting.replace(runnable, known, left));
        return known.ambiguous ? ambiguous : known.context;
    }

    /** Returns the context of the submissions of a runnable. Null if none waits, or if they differ. */
    @Nullable T peek(Runnable runnable) {
        Waiting<T> known = waiting.get(runnable);
        return known == null || known.ambiguous ? null : known.context;
    }

    private record Waiting<T extends Task>(T context, int count, boolean ambiguous) {
        boolean differsFrom(T other) {
            return ambiguous || !context.hasEqualContext(other);
        }
    }
}
