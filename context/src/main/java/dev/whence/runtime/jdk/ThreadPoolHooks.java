package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.jdk.PoolRun.Carrier;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What {@link java.util.concurrent.ThreadPoolExecutor}, its workers and its queues call.
 *
 * <p>A raw runnable must stay itself in queues, handlers and hooks, and the same one may be submitted many times, so its
 * context can neither wrap it nor be looked up by it. Instead, {@code execute} puts a {@link Carrier} in its place, which
 * goes no further than the executor's own code: the worker that is started with it, or the node of the queue that takes
 * it, splits it into the user's object and a field of its own. When the node is dequeued its task is handed to the thread
 * that dequeues, and the worker resumes it before {@code beforeExecute} and restores after {@code afterExecute}. So there
 * is nothing that a removed, drained or discarded runnable could leave behind.
 *
 * <p>Queues without such nodes get the runnable itself: see {@link PoolSubmissions}.
 *
 * <p>If these classes were loaded before the agent, their workers and queues have no such fields: see
 * {@link LoadedThreadPoolHooks}.
 */
public final class ThreadPoolHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");
    private static final AtomicInteger REJECTING = new AtomicInteger();

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** {@code execute} begins; what it returns takes the place of its argument. */
    public static @Nullable Runnable capture(@Nullable Runnable runnable) {
        if (!SWITCH.isOn() || runnable == null) {
            return runnable;
        }
        try {
            State state = State.current();
            if (runnable instanceof FutureTask<?> future) {
                FutureTaskHooks.submitted(future, state);
                return runnable;
            }
            ExecutorHooks.handedOn(state, runnable, true);
            FunctionType type = FunctionType.of(runnable);
            return type.isInternal || runnable instanceof Carrier ? runnable : new Carrier(state, type, runnable);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return runnable;
        }
    }

    /** The user's runnable, whether carried or not. */
    public static @Nullable Object runnable(@Nullable Object maybeCarrier) {
        return maybeCarrier instanceof Carrier carrier ? carrier.runnable : maybeCarrier;
    }

    /**
     * The task of a runnable that a node or worker is made for, to be kept there; null if it has none. While a rejected
     * runnable is with its handler, which may put it back by hand, that one counts as carried. A throwable that is put into
     * a queue is handed over by that.
     */
    public static @Nullable Object task(@Nullable Object maybeCarrier) {
        if (maybeCarrier instanceof Carrier) {
            return maybeCarrier;
        }
        if (maybeCarrier instanceof Throwable thrown) {
            Throwables.handedOver(thrown);
        }
        if (maybeCarrier == null || REJECTING.get() == 0) {
            return null;
        }
        return PoolRun.handed(State.current(), maybeCarrier);
    }

    /** Instead of {@code handler.rejectedExecution(command, executor)}. */
    @Hidden
    public static void reject(RejectedExecutionHandler handler, Runnable command, ThreadPoolExecutor executor) {
        if (command instanceof FutureTask) {
            rejectFuture(handler, command, executor);
            return;
        }
        if (!(command instanceof Carrier carrier)) {
            handler.rejectedExecution(command, executor);
            return;
        }
        REJECTING.incrementAndGet();
        Task before = rejecting(carrier);
        try {
            handler.rejectedExecution(carrier.runnable, executor);
        } finally {
            REJECTING.decrementAndGet();
            rejected(before);
        }
    }

    /** If the handler runs it at once, that is within the call that submits it. */
    @Hidden
    private static void rejectFuture(RejectedExecutionHandler handler, Runnable future, ThreadPoolExecutor executor) {
        ExecutorHooks.submitting(future);
        try {
            handler.rejectedExecution(future, executor);
        } finally {
            ExecutorHooks.submitted();
        }
    }

    private static @Nullable Task rejecting(Carrier carrier) {
        try {
            State state = State.current();
            Task before = state.handed;
            state.handed = carrier;
            ExecutorHooks.handedOn(state, carrier.runnable, false);
            return before;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    private static void rejected(@Nullable Task before) {
        try {
            State.current().handed = before;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Instead of {@code workQueue.offer(command)}. */
    @Hidden
    public static boolean offer(BlockingQueue<Object> queue, Object command) {
        if (!(command instanceof Carrier carrier) || splits(queue)) {
            return PoolSubmissions.offer(queue, command);
        }
        return PoolSubmissions.offer(queue, carrier);
    }

    /** Instead of {@code remove(command)}, which the program may have overridden, in {@code execute}. */
    @Hidden
    public static boolean remove(ThreadPoolExecutor executor, Runnable command) {
        return executor.remove(command instanceof Carrier carrier ? carrier.runnable : command);
    }

    /** {@code remove} returns; what it took out of a queue without nodes of ours will not run. */
    public static void removed(boolean isRemoved, BlockingQueue<?> queue, @Nullable Object runnable) {
        PoolSubmissions.forget(isRemoved && !splits(queue), runnable);
    }

    /** A pool that is shut down returns what has waited in its queue. */
    public static void drained(List<?> runnables) {
        for (Object runnable : runnables) {
            PoolSubmissions.forget(true, runnable);
        }
    }

    /** Instead of {@code queue.poll()}, to drop what it returns. */
    @Hidden
    public static @Nullable Object poll(BlockingQueue<?> queue) {
        Object dropped = queue.poll();
        removed(dropped != null, queue, dropped);
        return dropped;
    }

    private static boolean splits(BlockingQueue<?> queue) {
        Class<?> type = queue.getClass();
        return QueueHooks.isOn() && (type == LinkedBlockingQueue.class || type == SynchronousQueue.class);
    }

    /** A worker begins: whoever started it, it belongs to nobody's operation. */
    public static void workerStarts() {
        try {
            State.current().belongToNobody();
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A worker is about to run a runnable: its first, whose task it was given, or one that it took from the queue. */
    public static void begin(Runnable runnable, @Nullable Object first, ThreadPoolExecutor executor) {
        if (SWITCH.isOn()) {
            try {
                State state = State.current();
                resume(first != null ? (PoolRun) first : taken(state, runnable, executor), state);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    static void resume(@Nullable PoolRun task, State state) {
        state.handed = null;
        if (task != null) {
            task.begin(state);
        }
    }

    private static @Nullable PoolRun taken(State state, Runnable runnable, ThreadPoolExecutor executor) {
        if (runnable instanceof FutureTask<?> future) {
            return PoolRun.around(future, executor);
        }
        Carrier handed = PoolRun.handed(state, runnable);
        if (handed != null) {
            return handed;
        }
        PoolRun submitted = PoolSubmissions.take(runnable);
        return submitted == null ? null : new PoolRun(submitted);
    }

    /** A runnable threw, which ends the worker. */
    public static void failed(@Nullable Throwable thrown) {
        if (thrown != null) {
            try {
                State state = State.current();
                if (state.task instanceof Carrier run) {
                    Throwables.leaves(thrown, run, run.runnable);
                    state.last = run;
                } else if (state.task instanceof PoolRun run) {
                    Throwables.leavesAs(thrown, run, run.function);
                    state.last = run;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A worker is done with a runnable, which may have left something open. */
    public static void end() {
        try {
            State state = State.current();
            state.end(PoolRun.class);
            state.handed = null;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private ThreadPoolHooks() {}
}
