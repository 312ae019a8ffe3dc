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
 * What {@code StructuredTaskScope} and its subtasks call: the end of a subtask precedes what its owner does after the join,
 * and what it throws was made in it.
 * The correlation of a subtask is that of its thread: see {@link ThreadHooks}.
 *
 * <p>A join that ends because the scope was cancelled has waited for no subtask in particular; then only those precede
 * whose result is read, until the scope is closed, which waits for all.
 */
public final class StructuredTaskScopeHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("StructuredTaskScope");

    /** By scope. */
    private static final WeakTable<Gathering> ENDED = Sweep.also(WeakTable.ofMany());

    /** By subtask, or by scope if that has a result. */
    private static final WeakTable<Frontier> COMPLETED = Sweep.also(WeakTable.ofMany());

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** The result of a subtask, or of a scope, is about to be published by the thread of the subtask. */
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

    /** A subtask threw. */
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

    /** The thread of a subtask of a scope is about to end. */
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

    /** The owner of a scope has waited for its subtasks, for all of which the threads have ended or not. */
    public static void joined(boolean all, Object scope) {
        if (all) {
            closed(scope);
        }
    }

    /** The threads of all subtasks of the current thread's scope have ended. */
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

    /** The current task gets the result of a subtask or of a scope. */
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
