package dev.whence.runtime.jdk;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/** The hooks of queues whose nodes keep the task of a raw runnable: see {@link ThreadPoolHooks}. */
public final class QueueHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("LinkedBlockingQueue");

    static boolean isOn() {
        return SWITCH.isOn();
    }

    /**
     * Called when the current thread has dequeued a node that keeps a task or a frontier. A worker that waits for a
     * task gets the task. Any other thread only takes the runnable.
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

    /**
     * Called when an element was handed over directly, without a node. The current thread gets the task. The result is
     * the element for the caller.
     */
    public static @Nullable Object transferred(@Nullable Object element) {
        if (element instanceof PoolRun.Carrier carrier) {
            dequeued(carrier);
            return carrier.runnable;
        }
        return element;
    }

    private QueueHooks() {}
}
