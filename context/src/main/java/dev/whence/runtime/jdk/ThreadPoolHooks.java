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
 * The hooks of {@link ThreadPoolExecutor} and of its workers.
 *
 * <h2>How a raw runnable keeps its context</h2>
 *
 * <p>The program must find its own runnable in queues, in handlers and in {@code beforeExecute}, so the runnable cannot
 * be wrapped. A table with runnables as keys is not exact: the program may submit one runnable many times, in different
 * contexts.
 *
 * <p>So {@code execute} replaces the runnable by a {@link Carrier}, which holds the runnable and the captured task.
 * Only the code of the executor and its queue sees the carrier:
 *
 * <ul>
 *   <li>The constructor of a worker splits the carrier of its first runnable. It stores the runnable as usual, and the
 *       task in an injected field.
 *   <li>The constructor of a {@code LinkedBlockingQueue}'s node does the same. The worker that dequeues the node gets
 *       the task.
 *   <li>A {@code SynchronousQueue} has no such nodes. It passes the carrier on, and its {@code take} and {@code poll}
 *       split the carrier.
 *   <li>Handlers and {@code remove} get the runnable.
 * </ul>
 *
 * <p>The worker resumes the task before {@code beforeExecute} and restores after {@code afterExecute}. Before that,
 * only the node or the worker refers to the task. So a runnable that is removed, drained or discarded leaves nothing
 * behind.
 *
 * <h2>Other cases</h2>
 *
 * <ul>
 *   <li>A {@link FutureTask} holds its captured task itself: see {@link FutureTaskHooks}.
 *   <li>All other queues get the runnable, and a table holds the task: see {@link PoolSubmissions}.
 *   <li>If the classes were loaded before the agent, they have no injected fields: see {@link LoadedThreadPoolHooks}.
 * </ul>
 */
public final class ThreadPoolHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");

    /** The number of calls of handlers in progress. While it is 0, no queue can get a rejected runnable back. */
    private static final AtomicInteger REJECTING = new AtomicInteger();

    /**
     * Does nothing. {@link ThreadPoolExecutor} calls this method in its initialiser, so that this class is not loaded
     * later inside a hook.
     */
    public static void load() {}

    /**
     * Called when {@code execute} begins. The result replaces its argument: a carrier, or the runnable itself if that
     * needs no carrier.
     */
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

    /** Returns the runnable of a carrier. Any other object is returned itself. */
    public static @Nullable Object runnable(@Nullable Object maybeCarrier) {
        return maybeCarrier instanceof Carrier carrier ? carrier.runnable : maybeCarrier;
    }

    /**
     * Returns the captured task that a new node or worker stores, or null if there is none.
     *
     * <p>The handler of a rejected runnable may put the runnable into the queue itself. The node then gets the task of
     * the rejected carrier. A throwable that is put into a queue counts as handed over.
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

    /** Replaces {@code handler.rejectedExecution(command, executor)}. The handler gets the runnable. */
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

    /** Rejects a future. If the handler runs the future at once, this is a part of the call that submits it. */
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

    /** Replaces {@code workQueue.offer(command)}. A queue that does not split carriers gets the runnable. */
    @Hidden
    public static boolean offer(BlockingQueue<Object> queue, Object command) {
        if (!(command instanceof Carrier carrier) || splits(queue)) {
            return PoolSubmissions.offer(queue, command);
        }
        return PoolSubmissions.offer(queue, carrier);
    }

    /**
     * Replaces {@code remove(command)} in {@code execute}. The program may have overridden {@code remove}, so it gets
     * the runnable.
     */
    @Hidden
    public static boolean remove(ThreadPoolExecutor executor, Runnable command) {
        return executor.remove(command instanceof Carrier carrier ? carrier.runnable : command);
    }

    /**
     * Called when {@code remove} returns. A runnable that was removed from a queue will not run, so its entry in the
     * table is dropped. A queue that splits carriers has no entries.
     */
    public static void removed(boolean isRemoved, BlockingQueue<?> queue, @Nullable Object runnable) {
        PoolSubmissions.forget(isRemoved && !splits(queue), runnable);
    }

    /** Called when a pool is shut down and returns the runnables that were waiting in its queue. */
    public static void drained(List<?> runnables) {
        for (Object runnable : runnables) {
            PoolSubmissions.forget(true, runnable);
        }
    }

    /** Replaces {@code queue.poll()} in the handler that discards the oldest runnable. */
    @Hidden
    public static @Nullable Object poll(BlockingQueue<?> queue) {
        Object dropped = queue.poll();
        removed(dropped != null, queue, dropped);
        return dropped;
    }

    /** Whether a queue splits carriers. */
    private static boolean splits(BlockingQueue<?> queue) {
        Class<?> type = queue.getClass();
        return QueueHooks.isOn() && (type == LinkedBlockingQueue.class || type == SynchronousQueue.class);
    }

    /** Called when a worker begins. It serves all operations, so it drops the context of the one that started it. */
    public static void workerStarts() {
        try {
            State.current().belongToNobody();
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /**
     * Called before a worker runs a runnable. {@code first} is the value of the worker's field: the captured task of
     * its first runnable, or null.
     */
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

    /** Called when a runnable has ended. If it has thrown an exception, this ends the worker. */
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

    /** Called when a worker is done with a runnable. Tasks that the runnable left open end too. */
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
