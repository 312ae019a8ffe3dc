package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.jdk.PoolRun.Carrier;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link ThreadPoolExecutor} if its classes were loaded before the agent. Then workers and queues have no
 * injected fields, so the captured tasks are in a table: see {@link PoolSubmissions}.
 *
 * <p>A worker that was started before the agent may stay in the old code of {@code runWorker} and {@code getTask} for
 * good. But the methods that this code calls are woven. So the hooks are there:
 *
 * <ol>
 *   <li>When a runnable leaves {@code getTask} or a {@code LinkedBlockingQueue}, its task is taken out of the table.
 *   <li>When the worker locks itself for the runnable, the task is resumed.
 *   <li>When the worker unlocks itself after the runnable, the task ends.
 * </ol>
 *
 * <p>Two kinds of runnables do not take the first step before the worker locks itself:
 *
 * <ul>
 *   <li>The first runnable of a new worker does not come from the queue. Its task is resumed just before the call of
 *       {@code beforeExecute}.
 *   <li>A worker may have waited in another queue since before the agent. The task of the runnable that it gets there
 *       is resumed in {@code beforeExecute}.
 * </ul>
 */
public final class LoadedThreadPoolHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");

    /** Replaces {@code workQueue.offer(command)}. The queue gets the runnable itself. */
    @Hidden
    public static boolean captureAndOffer(BlockingQueue<Object> queue, Object command) {
        Runnable captured = command instanceof Runnable runnable ? ThreadPoolHooks.capture(runnable) : null;
        return captured instanceof Carrier carrier
                ? PoolSubmissions.offer(queue, carrier)
                : PoolSubmissions.offer(queue, command);
    }

    /** Captures the context of the first runnable of a new worker. Returns the runnable, or null if there is none. */
    public static @Nullable Runnable captureFirst(@Nullable Runnable runnable) {
        if (ThreadPoolHooks.capture(runnable) instanceof Carrier carrier) {
            PoolSubmissions.note(carrier);
        }
        return runnable;
    }

    /** Called when {@code remove} returns. A runnable that was removed from the queue will not run. */
    public static void removed(boolean isRemoved, @Nullable Object runnable) {
        PoolSubmissions.forget(isRemoved, runnable);
    }

    /** Called when a worker has got a runnable, or any thread has taken an element out of a linked queue. */
    public static void got(@Nullable Object element) {
        if (element instanceof Runnable runnable && SWITCH.isOn()) {
            try {
                State state = State.current();
                state.hasGot = true;
                if (PoolRun.handed(state, runnable) == null) {
                    PoolRun submission = PoolSubmissions.take(runnable);
                    state.handed = submission == null ? null : new Carrier(submission, runnable);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a worker has locked itself for the runnable that it has got. */
    public static void locked() {
        try {
            State state = State.current();
            ThreadPoolHooks.resume((Carrier) state.handed, state);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called before a worker runs a runnable. Resumes its task, unless {@link #locked} has done so. */
    public static void executing(Runnable runnable, ThreadPoolExecutor executor) {
        try {
            State state = State.current();
            if (!state.hasGot) {
                got(runnable);
                locked();
            }
            if (runnable instanceof FutureTask<?> future && state.task == state.idle) {
                ThreadPoolHooks.resume(PoolRun.around(future, executor), state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /**
     * Called when a worker is unlocked. The worker does so when it is done with a runnable. Other threads do so when
     * they interrupt idle workers.
     */
    public static void unlocked(@Nullable Thread worker) {
        if (worker == Thread.currentThread()) {
            ThreadPoolHooks.end();
            try {
                State state = State.current();
                state.handed = null;
                state.hasGot = false;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private LoadedThreadPoolHooks() {}
}
