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
 * An id that the program has put into its MDC, and that is the correlation of a task as long as it is there.
 *
 * <p>Kept by the thread, innermost task last; what belongs to tasks that have ended is dropped when it is met. A
 * correlation that was opened in the task by the API wins.
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

    /** The program has put all of its MDC anew. */
    static void replaced(@Nullable Map<?, ?> map) {
        Object id = map == null ? null : map.get(Settings.mdcIdKey);
        if (id instanceof String text) {
            put(text);
        } else {
            removed();
        }
    }

    /** The program has put an id. */
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

    /** The program has removed the id. */
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

    /** The last of a task that still runs. */
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
