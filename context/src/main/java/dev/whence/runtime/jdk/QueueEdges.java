package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The edges from whoever puts an element into a queue to whoever takes it, if the program's user has asked for them. They
 * are edges only: the correlation of the taker stays what it is.
 *
 * <p>Where a queue has a node of its own for each element, the putter's frontier stands in a field of the node. For other
 * queues it stands in a table, by the element; so an element that waits twice, in one queue or in several, has no edge,
 * since nobody can tell which one was taken. One that left the queue in an unseen way may count as waiting still.
 *
 * <p>Queues of executors have none: who submitted a task is known better there.
 */
public final class QueueEdges {
    private static final HookSwitch SWITCH = HookSwitch.named("queue edges");
    private static final WeakTable<Waiting> WAITING = Sweep.also(WeakTable.ofMany());

    /** How often an element waits, and if that is once, in which queue, and after what. */
    private static final class Waiting {
        final int times;
        final @Nullable WeakReference<Object> queue;
        final @Nullable Frontier frontier;

        Waiting(int times, @Nullable WeakReference<Object> queue, @Nullable Frontier frontier) {
            this.times = times;
            this.queue = queue;
            this.frontier = frontier;
        }

        boolean isOnlyIn(Object other) {
            return queue != null && queue.refersTo(other);
        }
    }

    /** What the node of an element keeps: the task that is to run, or else what precedes the element. */
    public static @Nullable Object kept(@Nullable Object element) {
        Object task = ThreadPoolHooks.task(element);
        if (task != null || element == null || !isTracked()) {
            return task;
        }
        try {
            State state = State.current();
            return state.isSubmitting ? null : state.task.frontier;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** The current task has taken an element whose node kept this. */
    static void taken(Frontier frontier) {
        try {
            join(State.current(), frontier);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A worker that has nothing to run takes what it is to run. */
    private static void join(State state, @Nullable Frontier frontier) {
        if (state.task != state.idle) {
            state.task.join(frontier, Edge.QUEUE);
        }
    }

    /** The current task puts an element into a queue, unless that will be {@link #refused}. */
    public static void putting(@Nullable Object element, Object queue) {
        if (element != null && isTracked()) {
            try {
                State state = State.current();
                if (!state.isSubmitting) {
                    add(element, queue, state.task.frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void add(Object element, Object queue, @Nullable Frontier frontier) {
        Waiting known;
        Waiting added;
        do {
            known = WAITING.get(element);
            added = known == null
                    ? new Waiting(1, new WeakReference<>(queue), frontier)
                    : new Waiting(known.times + 1, null, null);
        } while (!WAITING.replace(element, known, added));
    }

    /** The element that was to be put into a queue may have been refused. */
    public static void refused(boolean accepted, @Nullable Object element, Object queue) {
        if (!accepted && element != null && isTracked()) {
            try {
                if (!State.current().isSubmitting) {
                    remove(element, queue);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task has taken an element, if it is one, out of a queue. */
    public static void taken(@Nullable Object element, Object queue) {
        if (element != null && isTracked()) {
            try {
                join(State.current(), remove(element, queue));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** An element waits once less in a queue; what precedes it, if that is certain. */
    private static @Nullable Frontier remove(Object element, Object queue) {
        Waiting known;
        Waiting left;
        do {
            known = WAITING.get(element);
            if (known == null || (known.times == 1 && known.queue != null && !known.isOnlyIn(queue))) {
                return null;
            }
            left = known.times == 1 ? null : new Waiting(known.times - 1, null, null);
        } while (!WAITING.replace(element, known, left));
        return known.isOnlyIn(queue) ? known.frontier : null;
    }

    private static boolean isTracked() {
        return Causality.isTracked() && SWITCH.isOn();
    }

    private QueueEdges() {}
}
