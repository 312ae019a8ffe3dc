package dev.whence.agent.live;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much is in a queue, and how much more would fit into it. Only fields of the JDK's classes are read, so no lock is
 * taken, and classes of the application that extend these may be looked at as well.
 */
final class QueueLength {
    private static final JdkField LINKED = JdkField.of(LinkedBlockingQueue.class, "count");
    private static final JdkField LINKED_CAPACITY = JdkField.of(LinkedBlockingQueue.class, "capacity");
    private static final JdkField DEQUE = JdkField.of(LinkedBlockingDeque.class, "count");
    private static final JdkField DEQUE_CAPACITY = JdkField.of(LinkedBlockingDeque.class, "capacity");
    private static final JdkField ARRAY = JdkField.of(ArrayBlockingQueue.class, "count");
    private static final JdkField ARRAY_ITEMS = JdkField.of(ArrayBlockingQueue.class, "items");
    private static final JdkField PRIORITY = JdkField.of(PriorityBlockingQueue.class, "size");

    /** Returns how much is in a queue; -1 if that cannot be told without a lock or a walk. */
    static int of(Object queue) {
        if (queue instanceof LinkedBlockingQueue) {
            return LINKED.get(queue) instanceof AtomicInteger count ? count.get() : -1;
        }
        if (queue instanceof LinkedBlockingDeque) {
            return DEQUE.getInt(queue);
        }
        if (queue instanceof ArrayBlockingQueue) {
            return ARRAY.getInt(queue);
        }
        return queue instanceof PriorityBlockingQueue ? PRIORITY.getInt(queue) : -1;
    }

    /** Returns how much more would fit; {@link Integer#MAX_VALUE} if there is no bound. */
    static int room(Object queue) {
        int capacity = capacity(queue);
        return capacity == Integer.MAX_VALUE ? capacity : Math.max(0, capacity - of(queue));
    }

    private static int capacity(Object queue) {
        if (queue instanceof LinkedBlockingQueue) {
            return LINKED_CAPACITY.getInt(queue);
        }
        if (queue instanceof LinkedBlockingDeque) {
            return DEQUE_CAPACITY.getInt(queue);
        }
        return queue instanceof ArrayBlockingQueue && ARRAY_ITEMS.get(queue) instanceof Object[] items
                ? items.length
                : Integer.MAX_VALUE;
    }

    private QueueLength() {}
}
