package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.jdk.PoolRun.Carrier;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The captured tasks of runnables that wait in the queue of a thread pool, if the queue has no field for them.
 *
 * <p>They are in a table with weak keys. The entry of a runnable is added before the runnable is offered to the queue,
 * because another thread may take the runnable at once. It is removed when the runnable leaves the queue.
 */
final class PoolSubmissions {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");
    private static final SubmissionTable<PoolRun> TABLE = new SubmissionTable<>();

    /**
     * The run of a runnable whose submissions differ in their contexts. Nothing tells which of them runs first, so it
     * has no context.
     */
    private static final PoolRun AMBIGUOUS = new PoolRun();

    /** Offers the runnable of a carrier to a queue that has no field for the task. */
    @Hidden
    static boolean offer(BlockingQueue<Object> queue, Carrier carrier) {
        boolean isNoted = note(carrier);
        boolean accepted = false;
        try {
            accepted = offer(queue, (Object) carrier.runnable);
        } finally {
            forget(isNoted && !accepted, carrier.runnable);
        }
        return accepted;
    }

    /** Offers an object to a queue as it is. */
    @Hidden
    static boolean offer(BlockingQueue<Object> queue, Object command) {
        if (!Settings.queueEdges) {
            return queue.offer(command);
        }
        submitting(true);
        try {
            return queue.offer(command);
        } finally {
            submitting(false);
        }
    }

    /** Marks the current thread. While it is marked, elements that it puts into queues get no edges. */
    private static void submitting(boolean begins) {
        try {
            State.current().isSubmitting = begins;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Adds an entry for the runnable of a carrier. Returns whether this has succeeded. */
    static boolean note(Carrier carrier) {
        try {
            TABLE.add(carrier.runnable, new PoolRun(carrier));
            return true;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return false;
        }
    }

    /** Returns the run of a runnable that waits, or null if that is not known. */
    static @Nullable PoolRun waiting(Runnable runnable) {
        return TABLE.peek(runnable);
    }

    /** Takes one submission of a runnable, and returns its run. Null if no submission waits. */
    static @Nullable PoolRun take(Runnable runnable) {
        return TABLE.take(runnable, AMBIGUOUS);
    }

    /** Drops one submission of a runnable that was removed from its queue and will not run. */
    static void forget(boolean isRemoved, @Nullable Object runnable) {
        try {
            if (isRemoved && runnable instanceof Runnable submitted) {
                TABLE.take(submitted, null);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private PoolSubmissions() {}
}
