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
 * The hooks of {@link ThreadPoolExecutor}s that were loaded before the agent, so that their workers and queues have no field
 * for a task: see {@link ThreadPoolHooks}.
 *
 * <p>There may be workers that will stay in the JDK's code as it was, waiting in {@code getTask} and called from
 * {@code runWorker}; but the methods that this code calls are woven. So a task begins where its worker locks itself, and ends
 * where the worker unlocks itself. The runnable is noted before that, where it leaves {@code getTask} or a linked queue. A
 * runnable that did not come that way begins just before {@code beforeExecute} if it is the first of a new worker, and in
 * {@code beforeExecute} if its worker had waited for it in another queue.
 */
public final class LoadedThreadPoolHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");

    /** Instead of {@code workQueue.offer(command)}. */
    @Hidden
    public static boolean captureAndOffer(BlockingQueue<Object> queue, Object command) {
        Runnable captured = command instanceof Runnable runnable ? ThreadPoolHooks.capture(runnable) : null;
        return captured instanceof Carrier carrier
                ? PoolSubmissions.offer(queue, carrier)
                : PoolSubmissions.offer(queue, command);
    }

    /** A worker is made for a runnable, or for none. */
    public static @Nullable Runnable captureFirst(@Nullable Runnable runnable) {
        if (ThreadPoolHooks.capture(runnable) instanceof Carrier carrier) {
            PoolSubmissions.note(carrier);
        }
        return runnable;
    }

    /** {@code remove} returns; a runnable that it took out of the queue will not run. */
    public static void removed(boolean isRemoved, @Nullable Object runnable) {
        PoolSubmissions.forget(isRemoved, runnable);
    }

    /** The current thread, a worker, has got a runnable; or anybody has taken something out of a queue. */
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

    /** A worker has locked itself for the runnable that it has got. */
    public static void locked() {
        try {
            State state = State.current();
            ThreadPoolHooks.resume((Carrier) state.handed, state);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A worker is about to run a runnable, which may be its first, or what it has waited for since before the agent. */
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

    /** A worker is unlocked, by itself when it is done with a runnable, or by others. */
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
