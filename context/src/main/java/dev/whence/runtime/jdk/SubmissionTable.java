package dev.whence.runtime.jdk;

import dev.whence.runtime.Task;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of runnables that wait in a queue without a place for them.
 *
 * <p>One entry for each runnable, which is held weakly: the context of its submission, and how many there are. Once two
 * that wait at the same time differ in their correlation, MDC or span, nobody can tell which run belongs to which, and until
 * none is left all of them run in none. Lock-free.
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
     * Takes one submission of a runnable, whose context others may share; null if there is none. If it cannot be told
     * whose it is, the result is {@code ambiguous}.
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

    private record Waiting<T extends Task>(T context, int count, boolean ambiguous) {
        boolean differsFrom(T other) {
            return ambiguous || !context.hasEqualContext(other);
        }
    }
}
