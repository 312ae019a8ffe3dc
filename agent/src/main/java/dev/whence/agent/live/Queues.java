package dev.whence.agent.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A look into the queues of pools. No lock is taken, and no method of a class of the application is called. Other
 * threads change the queues meanwhile, so work may be missed that has just been taken or added.
 */
final class Queues {
    /** How much of a queue is looked at. What is behind it is counted only. */
    private static final int MOST = 1_000_000;

    private static final String CONCURRENT = "java.util.concurrent.";
    private static final JdkField QUEUE = JdkField.of(ThreadPoolExecutor.class, "workQueue");
    private static final JdkField HEAD = JdkField.of(LinkedBlockingQueue.class, "head");
    private static final JdkField NEXT = JdkField.of(CONCURRENT + "LinkedBlockingQueue$Node", "next");
    private static final JdkField ITEM = JdkField.of(CONCURRENT + "LinkedBlockingQueue$Node", "item");
    private static final JdkField TASK = JdkField.of(CONCURRENT + "LinkedBlockingQueue$Node", "whence$");
    private static final JdkField DELAYED =
            JdkField.of(CONCURRENT + "ScheduledThreadPoolExecutor$DelayedWorkQueue", "queue");
    private static final JdkField DELAYED_SIZE =
            JdkField.of(CONCURRENT + "ScheduledThreadPoolExecutor$DelayedWorkQueue", "size");
    private static final JdkField FORKED = JdkField.of(ForkJoinPool.class, "queues");
    private static final JdkField OF_WORKER = JdkField.of(CONCURRENT + "ForkJoinPool$WorkQueue", "array");

    /**
     * Returns how much work was given to a pool and waits in its queue; -1 if that cannot be told without a lock or a
     * walk.
     */
    static int length(Pool pool) {
        if (pool.executor instanceof ThreadPoolExecutor executor) {
            Object queue = QUEUE.get(executor);
            return queue == null ? -1 : QueueLength.of(queue);
        }
        return pool.executor instanceof ForkJoinPool executor && executor.getClass() == ForkJoinPool.class
                ? executor.getQueuedSubmissionCount()
                : -1;
    }

    /** Returns how much more would fit into the queue of a pool; {@link Integer#MAX_VALUE} if it has no bound. */
    static int room(Pool pool) {
        Object queue = pool.executor instanceof ThreadPoolExecutor executor ? QUEUE.get(executor) : null;
        return queue == null ? Integer.MAX_VALUE : QueueLength.room(queue);
    }

    /** Calls an action for each piece of work that waits in the queue of a pool, and its task if a node has it. */
    static void forEach(ThreadPoolExecutor pool, BiConsumer<Object, @Nullable Object> action) {
        Object queue = QUEUE.get(pool);
        if (queue == null) {
            return;
        }
        if (queue instanceof LinkedBlockingQueue) {
            linked(queue, action);
        } else if (queue.getClass().getName().endsWith("$DelayedWorkQueue")) {
            delayed(queue, action);
        } else if (queue.getClass().getClassLoader() == null && !(queue instanceof ArrayBlockingQueue)) {
            // The iterators of these do not wait for a lock for long.
            for (Object work : (Collection<?>) queue) {
                action.accept(work, null);
            }
        } else if (queue instanceof ArrayBlockingQueue<?> array
                && array.getClass().getClassLoader() == null) {
            for (Object work : array.toArray()) {
                action.accept(work, null);
            }
        }
    }

    private static void linked(Object queue, BiConsumer<Object, @Nullable Object> action) {
        Object node = HEAD.get(queue);
        for (int i = 0; node != null && i < MOST; i++) {
            Object next = NEXT.get(node);
            // A node that was taken out meanwhile refers to itself.
            node = next == node ? null : next;
            Object work = node == null ? null : ITEM.get(node);
            if (node != null && work != null) {
                action.accept(work, TASK.get(node));
            }
        }
    }

    private static void delayed(Object queue, BiConsumer<Object, @Nullable Object> action) {
        if (DELAYED.get(queue) instanceof Object[] heap) {
            int size = Math.min(heap.length, DELAYED_SIZE.getInt(queue));
            Object[] waiting = Arrays.copyOf(heap, size);
            for (Object work : waiting) {
                if (work != null) {
                    action.accept(work, null);
                }
            }
        }
    }

    /** Returns the work that waits in the queues of a fork/join pool. */
    static List<Object> of(ForkJoinPool pool) {
        List<Object> all = new ArrayList<>();
        if (FORKED.get(pool) instanceof Object[] queues) {
            for (Object queue : queues) {
                if (queue != null && OF_WORKER.get(queue) instanceof Object[] array) {
                    for (Object work : array) {
                        if (work != null) {
                            all.add(work);
                        }
                    }
                }
            }
        }
        return all;
    }

    private Queues() {}
}
