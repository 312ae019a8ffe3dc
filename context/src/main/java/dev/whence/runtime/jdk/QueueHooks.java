package dev.whence.runtime.jdk;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/** What the queues call whose own nodes keep the task of a raw runnable: see {@link ThreadPoolHooks}. */
public final class QueueHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("LinkedBlockingQueue");

    static boolean isOn() {
        return SWITCH.isOn();
    }

    /**
     * A node that keeps this task, or a frontier, was dequeued by the current thread; if that is no worker that waits for a
     * task, it only takes the runnable.
     */
    public static void dequeued(@Nullable Object task) {
        if (task instanceof Frontier frontier) {
            QueueEdges.taken(frontier);
        } else if (task != null) {
            try {
                State state = State.current();
                if (state.idle == state.task) {
                    state.handed = (Task) task;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** An element that was handed over directly: the task goes to the current thread, the element to the caller. */
    public static @Nullable Object transferred(@Nullable Object element) {
        if (element instanceof PoolRun.Carrier carrier) {
            dequeued(carrier);
            return carrier.runnable;
        }
        return element;
    }

    private QueueHooks() {}
}
