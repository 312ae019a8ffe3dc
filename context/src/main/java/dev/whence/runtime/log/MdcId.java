package dev.whence.runtime.log;

import dev.whence.context.Correlation;
import dev.whence.runtime.Mdc;
import dev.whence.runtime.Naming;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A correlation ID that the program has put into its MDC. It is the ID of the current task's correlation as long as it
 * is in the MDC.
 *
 * <p>The objects of a thread form a stack: the last one is that of the innermost task. Each keeps the correlation that
 * its task had before, and gives it back when the program removes the ID. If the task has got yet another correlation
 * in the meantime, it keeps that one. The end of a task removes nothing from the stack. Objects of ended tasks are
 * dropped when the stack is read.
 *
 * <p>A correlation that the program has opened in the task by the API is stronger than the MDC. Changes of the MDC that
 * Whence makes itself do not count.
 */
final class MdcId extends Naming {
    private final Task task;
    private final Correlation adopted;
    private final @Nullable MdcId outer;
    private Correlation before;

    private MdcId(Task task, Correlation before, Correlation adopted, @Nullable MdcId outer) {
        this.task = task;
        this.before = before;
        this.adopted = adopted;
        this.outer = outer;
    }

    /** Called when the program has replaced all entries of its MDC. */
    static void replaced(@Nullable Map<?, ?> map) {
        Object id = map == null ? null : map.get(Settings.mdcIdKey);
        if (id instanceof String text) {
            put(text);
        } else {
            removed();
        }
    }

    /** Called when the program has put the correlation ID into its MDC. */
    static void put(@Nullable String id) {
        State state = State.current();
        if (Mdc.isBeingSet() || !Correlation.isValidId(id) || state.task.hasOpenScope()) {
            return;
        }
        Task task = state.task;
        MdcId last = last(state);
        Correlation current = state.correlation();
        if (id != null && !current.id().equals(id)) {
            Correlation adopted = current.withId(id);
            state.naming = last != null && last.task == task
                    ? new MdcId(task, last.before, adopted, last.outer)
                    : new MdcId(task, current, adopted, last);
            task.correlation = adopted;
            task.renamed(adopted);
        }
    }

    /** Called when the program has removed the correlation ID from its MDC. */
    static void removed() {
        State state = State.current();
        MdcId last = Mdc.isBeingSet() ? null : last(state);
        if (last != null && last.task == state.task) {
            state.naming = last.outer;
            if (last.task.correlation == last.adopted) {
                last.task.correlation = last.before;
            }
        }
    }

    /** Returns the last object whose task is still running. */
    private static @Nullable MdcId last(State state) {
        MdcId last = (MdcId) state.naming;
        while (last != null && !state.isRunning(last.task)) {
            last = last.outer;
        }
        state.naming = last;
        return last;
    }

    @Override
    public void lost(State state, Task loser, Correlation lost) {
        MdcId last = last(state);
        if (last != null && last.task == loser && last.before == lost) {
            last.before = Correlation.none();
        }
    }
}
