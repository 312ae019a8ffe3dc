package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.Gathering;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;

/**
 * The hooks of {@code StructuredTaskScope} and its subtasks. They track that the end of a subtask precedes what the
 * owner of the scope does after the join, and that the throwables of a subtask come from its task. The correlation of a
 * subtask is that of its thread: see {@link ThreadHooks}.
 *
 * <p>A join may end early because the scope was cancelled. Then it has not waited for any particular subtask. Only the
 * subtasks whose results are read precede the owner. This changes when the scope is closed, because that waits for all
 * subtasks.
 */
public final class StructuredTaskScopeHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("StructuredTaskScope");

    /** The frontiers of the ended subtasks, by scope. */
    private static final WeakTable<Gathering> ENDED = Sweep.also(WeakTable.ofMany());

    /** The frontier of a result, by subtask. A scope that has a result itself is a key too. */
    private static final WeakTable<Frontier> COMPLETED = Sweep.also(WeakTable.ofMany());

    /**
     * Does nothing. The woven class of the scope calls this method when it is initialised or constructed, so that this
     * class is not loaded later inside a hook.
     */
    public static void load() {}

    /** Called before the thread of a subtask publishes the result of the subtask or of the scope. */
    public static void completing(Object published) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Frontier frontier = State.current().task.frontier;
                if (frontier != null) {
                    COMPLETED.put(published, frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a subtask has thrown. */
    @Hidden
    public static void failed(Throwable thrown, Object subtask) {
        try {
            ThreadHooks.ThreadRun run = State.current().innermost(ThreadHooks.ThreadRun.class);
            if (run != null) {
                Throwables.leaves(thrown, run, subtask);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the thread of a subtask is about to end. */
    public static void ending(Object scope) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Frontier frontier = State.current().task.frontier;
                if (frontier != null) {
                    ENDED.putIfAbsent(scope, new Gathering()).add(frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when the owner of a scope has waited for its subtasks. {@code all} tells whether the threads of all
     * subtasks have ended.
     */
    public static void joined(boolean all, Object scope) {
        if (all) {
            closed(scope);
        }
    }

    /** Called when the threads of all subtasks of a scope have ended. The current thread is the owner of the scope. */
    public static void closed(Object scope) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Gathering ended = ENDED.get(scope);
                if (ended != null) {
                    State.current().task.join(ended.get(), Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current task gets the result of a subtask or of a scope. */
    public static void read(Object published) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                State.current().task.join(COMPLETED.get(published), Edge.JOIN);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private StructuredTaskScopeHooks() {}
}
