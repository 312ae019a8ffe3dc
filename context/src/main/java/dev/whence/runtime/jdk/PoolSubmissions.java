package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.jdk.PoolRun.Carrier;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The runnables that wait in queues of thread pools whose nodes have no place for a task: their tasks stand in a table of weak
 * entries until the runnables come out.
 */
final class PoolSubmissions {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");
    private static final SubmissionTable<PoolRun> TABLE = new SubmissionTable<>();

    /** Stands for several entries of one runnable that differ in their context: the runnable runs in none. */
    private static final PoolRun AMBIGUOUS = new PoolRun();

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

    /** What is put into a queue meanwhile has no edge to who takes it. */
    private static void submitting(boolean begins) {
        try {
            State.current().isSubmitting = begins;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Adds an entry for the runnable of a carrier; returns whether that has succeeded. */
    static boolean note(Carrier carrier) {
        try {
            TABLE.add(carrier.runnable, new PoolRun(carrier));
            return true;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return false;
        }
    }

    /** Takes the entry of a runnable; null if it has none. */
    static @Nullable PoolRun take(Runnable runnable) {
        return TABLE.take(runnable, AMBIGUOUS);
    }

    /** Drops the entry of a runnable that will not run. */
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
