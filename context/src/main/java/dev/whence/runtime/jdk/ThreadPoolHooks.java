package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.SubmittedRun;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
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
 * <p>Queues without such nodes get the runnable itself, and its task stands in a table of weak entries until the runnable
 * comes out. If the runnable has several entries that differ in their context, it runs in none.
 *
 * <p>So do all queues and workers if these were loaded before the agent. Then there may be workers that will stay in the
 * JDK's code as it was, waiting in {@code getTask} and called from {@code runWorker}; but what that code calls is woven.
 * So the task begins where the worker locks itself and ends where it unlocks itself, and the runnable is noted before,
 * where it leaves {@code getTask} or a linked queue. What did not come that way begins just before {@code beforeExecute}:
 * the first of a new worker; or in it: what workers had been waiting for in another queue.
 */
public final class ThreadPoolHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ThreadPoolExecutor");
    private static final AtomicInteger REJECTING = new AtomicInteger();
    private static final SubmissionTable<PoolRun> SUBMISSIONS = new SubmissionTable<>();
    private static final PoolRun AMBIGUOUS = new PoolRun();

    /** One run of a raw runnable. */
    static class PoolRun extends SubmittedRun {
        final @Nullable FunctionType function;

        PoolRun(State state, FunctionType function) {
            super(state, function);
            this.function = function;
            linkIfEndless();
        }

        PoolRun(PoolRun other) {
            super(other);
            this.function = other.function;
        }

        /** What is done around the run of a future. */
        PoolRun(Task run, FutureTask<?> future) {
            super(run);
            this.function = FunctionType.of(future);
        }

        /** A run in no context. */
        private PoolRun() {
            this.function = null;
        }

        @Override
        protected final String dispatcher() {
            return "java.util.concurrent.ThreadPoolExecutor.runWorker";
        }
    }

    /** A runnable, and the task of its run, between {@code execute} and the queue or worker. */
    static final class Carrier extends PoolRun implements Runnable {
        final Runnable runnable;

        Carrier(State state, FunctionType function, Runnable runnable) {
            super(state, function);
            this.runnable = runnable;
        }

        Carrier(PoolRun submission, Runnable runnable) {
            super(submission);
            this.runnable = runnable;
        }

        /** Not reached by way of the executor, which unwraps it; right all the same. */
        @Override
        @Hidden
        public void run() {
            runnable.run();
        }
    }

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
        return handed(State.current(), maybeCarrier);
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
            return submitted(queue, command);
        }
        return offer(queue, carrier);
    }

    @Hidden
    private static boolean offer(BlockingQueue<Object> queue, Carrier carrier) {
        boolean isNoted = note(carrier);
        boolean accepted = false;
        try {
            accepted = submitted(queue, carrier.runnable);
        } finally {
            removed(isNoted && !accepted, carrier.runnable);
        }
        return accepted;
    }

    /** Whether the table has now what is carried. */
    private static boolean note(Carrier carrier) {
        try {
            SUBMISSIONS.add(carrier.runnable, new PoolRun(carrier));
            return true;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return false;
        }
    }

    @Hidden
    private static boolean submitted(BlockingQueue<Object> queue, Object command) {
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

    /** Instead of {@code workQueue.offer(command)}, if workers have no field. */
    @Hidden
    public static boolean captureAndOffer(BlockingQueue<Object> queue, Object command) {
        Runnable captured = command instanceof Runnable runnable ? capture(runnable) : null;
        return captured instanceof Carrier carrier ? offer(queue, carrier) : submitted(queue, command);
    }

    /** A worker is made for a runnable, or for none, and has no field. */
    public static @Nullable Runnable captureFirst(@Nullable Runnable runnable) {
        if (capture(runnable) instanceof Carrier carrier) {
            note(carrier);
        }
        return runnable;
    }

    /** Instead of {@code remove(command)}, which the program may have overridden, in {@code execute}. */
    @Hidden
    public static boolean remove(ThreadPoolExecutor executor, Runnable command) {
        return executor.remove(command instanceof Carrier carrier ? carrier.runnable : command);
    }

    /** {@code remove} returns; what it took out of a queue without nodes of ours will not run. */
    public static void removed(boolean isRemoved, BlockingQueue<?> queue, @Nullable Object runnable) {
        removed(isRemoved && !splits(queue), runnable);
    }

    /** {@code remove} returns, if workers have no field. */
    public static void removed(boolean isRemoved, @Nullable Object runnable) {
        try {
            if (isRemoved && runnable instanceof Runnable submitted) {
                SUBMISSIONS.take(submitted, null);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A pool that is shut down returns what has waited in its queue. */
    public static void drained(List<?> runnables) {
        for (Object runnable : runnables) {
            removed(true, runnable);
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

    private static void resume(@Nullable PoolRun task, State state) {
        state.handed = null;
        if (task != null) {
            task.begin(state);
        }
    }

    private static @Nullable PoolRun taken(State state, Runnable runnable, ThreadPoolExecutor executor) {
        if (runnable instanceof FutureTask<?> future) {
            return around(future, executor);
        }
        Carrier handed = handed(state, runnable);
        if (handed != null) {
            return handed;
        }
        PoolRun submitted = SUBMISSIONS.take(runnable, AMBIGUOUS);
        return submitted == null ? null : new PoolRun(submitted);
    }

    /** The task of a runnable, if it is that which was handed to this thread. */
    private static @Nullable Carrier handed(State state, @Nullable Object runnable) {
        return state.handed instanceof Carrier carrier && carrier.runnable == runnable ? carrier : null;
    }

    /** Null if nothing of the program's is called around the run of a future. */
    private static @Nullable PoolRun around(FutureTask<?> future, ThreadPoolExecutor executor) {
        boolean isObserved = executor.getClass() != ThreadPoolExecutor.class || future.getClass() != FutureTask.class;
        Task run = isObserved ? FutureTaskHooks.around(future) : null;
        return run == null ? null : new PoolRun(run, future);
    }

    /** The current thread, a worker without a field, has got a runnable; or anybody has taken something out of a queue. */
    public static void got(@Nullable Object element) {
        if (element instanceof Runnable runnable && SWITCH.isOn()) {
            try {
                State state = State.current();
                state.hasGot = true;
                if (handed(state, runnable) == null) {
                    PoolRun submission = SUBMISSIONS.take(runnable, AMBIGUOUS);
                    state.handed = submission == null ? null : new Carrier(submission, runnable);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A worker without a field has locked itself for the runnable that it has got. */
    public static void locked() {
        try {
            State state = State.current();
            resume((Carrier) state.handed, state);
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
                resume(around(future, executor), state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A worker without a field is unlocked, by itself when it is done with a runnable, or by others. */
    public static void unlocked(@Nullable Thread worker) {
        if (worker == Thread.currentThread()) {
            end();
            try {
                State state = State.current();
                state.handed = null;
                state.hasGot = false;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
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
