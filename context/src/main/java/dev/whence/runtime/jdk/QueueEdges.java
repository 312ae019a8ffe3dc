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
 * The edges from the task that puts an element into a queue to the task that takes it. They are tracked only if the
 * user of the program has asked for them. They are edges only: the correlation of the taking task does not change.
 *
 * <p>A queue that has its own node for each element keeps the frontier of the putting task in a field of the node. For
 * any other queue the frontier is in a table, by the element. An element that waits twice, in one queue or in several,
 * then has no edge, because nothing tells which of the two was taken. An element that left a queue unseen may still
 * count as waiting.
 *
 * <p>An element enters the table before it enters the queue, because another thread may take it at once. If the queue
 * refuses it, it leaves the table again.
 *
 * <p>Queues of executors have no such edges. The submission of a task is a more precise predecessor there.
 */
public final class QueueEdges {
    private static final HookSwitch SWITCH = HookSwitch.named("queue edges");
    private static final WeakTable<Waiting> WAITING = Sweep.also(WeakTable.ofMany());

    /**
     * The waiting of an element: how many times it waits. If it waits once, also its queue and the frontier before it.
     */
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

    /**
     * Returns the value that the node of an element keeps: the task to run, or else the frontier before the element.
     */
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

    /** Called when the current task has taken an element whose node kept a frontier. */
    static void taken(Frontier frontier) {
        try {
            join(State.current(), frontier);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Adds the edge to the current task. An idle worker takes the task that it is going to run, and gets no edge. */
    private static void join(State state, @Nullable Frontier frontier) {
        if (state.task != state.idle) {
            state.task.join(frontier, Edge.QUEUE);
        }
    }

    /**
     * Called before the current task puts an element into a queue. {@link #refused} follows if the queue may refuse the
     * element.
     */
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

    /** Called after an element was offered to a queue that may refuse it. */
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

    /** Called when the current task has taken an element out of a queue, or found none. */
    public static void taken(@Nullable Object element, Object queue) {
        if (element != null && isTracked()) {
            try {
                join(State.current(), remove(element, queue));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Counts one waiting of an element less. Returns the frontier before the element, or null if it is not certain. */
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
