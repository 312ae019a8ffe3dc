package dev.whence.agent.live;

import dev.whence.agent.live.Node.Place;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import dev.whence.runtime.Wait;
import dev.whence.runtime.jdk.InFlight;
import dev.whence.runtime.jdk.Sources;
import dev.whence.runtime.table.InjectedField;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * One look at all that is in flight. It begins at the threads, which lead to their pools, to what waits in the queues of
 * these, and to the futures that threads complete or wait for.
 *
 * <p>Nothing is stopped for the look, so it is not a snapshot: what it finds was true at some moment during the look.
 */
final class Survey {
    private static final String EXECUTED = "java.util.concurrent.ForkJoinTask$RunnableExecuteAction";
    private static final @Nullable Class<?> ADAPTER = InjectedField.type(EXECUTED);
    private static final JdkField ADAPTED = JdkField.of(EXECUTED, "runnable");
    private static final JdkField RUNNER = JdkField.of(FutureTask.class, "runner");

    private final Graph graph = new Graph();
    private final PoolsByThread pools = new PoolsByThread(graph);

    private Survey() {}

    /** Looks at everything, at the stacks of threads, and at what is requested of other processes. */
    static Graph look() {
        List<Thread> threads = Threads.all();
        Graph graph = new Survey().of(threads);
        Monitors monitors = new Monitors(threads);
        for (Node node : graph.threads()) {
            new Sighting(graph, node, monitors).look();
        }
        new Requests(graph).add();
        return graph;
    }

    /** As {@link #look}, but does not look at the stacks of threads, the locks that they wait for, and requests. */
    static Graph lookWithoutStacks() {
        return new Survey().of(Threads.all());
    }

    private Graph of(List<Thread> threads) {
        for (Thread thread : threads) {
            lookAt(thread);
        }
        Sources.forEach(this::lookAt);
        lookForMoved(threads);
        for (Pool pool : graph.pools) {
            lookInto(pool);
        }
        return graph;
    }

    private void lookAt(Thread thread) {
        State state = InFlight.state(thread);
        Task running = state == null ? InFlight.started(thread) : innermost(state.task);
        pools.add(thread, running != null);
        for (TimerTask waiting : Timers.of(thread)) {
            Node node = graph.of(waiting);
            node.task = InFlight.task(waiting);
            node.is(new Place(Pool.ofTimer(thread), 0, Timers.delayMillis(waiting)));
        }
        if (running != null) {
            graph.of(thread).task = running;
        }
        if (state != null) {
            completes(thread, state.task);
            waits(thread, state.wait);
        }
    }

    /**
     * Looks again where futures come to when they have moved meanwhile. One that waited for a source which was completed
     * is that of a running function then, or it waits for the stage which the function has returned.
     */
    private void lookForMoved(List<Thread> threads) {
        for (Thread thread : threads) {
            State state = InFlight.state(thread);
            if (state != null) {
                completes(thread, state.task);
            }
        }
        Sources.forEachLatest(this::lookAt);
    }

    /** Returns the innermost task of a thread that belongs to an operation, or null if there is none. */
    private static @Nullable Task innermost(Task current) {
        for (Task task = current; task != null; task = task.previous()) {
            if (TaskView.isOfOperation(task)) {
                return task;
            }
        }
        return null;
    }

    /** The futures that the tasks of a thread complete wait for the thread. */
    private void completes(Thread thread, Task current) {
        for (Task task = current; task != null; task = task.previous()) {
            CompletableFuture<?> future = InFlight.completedBy(task);
            if (future != null && Dependents.isPending(future)) {
                Node node = graph.future(future);
                node.task = task;
                node.waitsFor(graph.of(thread));
            }
        }
    }

    private void waits(Thread thread, @Nullable Wait innermost) {
        for (Wait wait = innermost; wait != null; wait = wait.outer()) {
            if (wait.future() instanceof CompletableFuture<?> future && Dependents.isPending(future)) {
                graph.of(thread).waitsFor(graph.future(future));
            }
        }
    }

    private void lookAt(Object source, int seconds) {
        if (source instanceof CompletableFuture<?> future) {
            Node node = graph.future(future);
            node.seconds = Math.max(node.seconds, seconds);
        } else if (Delays.of(source) > 0 && Delays.pool(source) instanceof Executor executor) {
            waitsIn(pools.of(executor, "ForkJoinPool"), source, null);
        }
    }

    private void lookInto(Pool pool) {
        if (pool.executor instanceof ThreadPoolExecutor executor) {
            Queues.forEach(executor, (work, task) -> waitsIn(pool, work, task));
        } else if (pool.executor instanceof ForkJoinPool executor) {
            for (Object work : Queues.of(executor)) {
                // Who waits for a future that was given to execute waits for the future, not for what is around it.
                Object inner = ADAPTER != null && ADAPTER.isInstance(work) ? ADAPTED.get(work) : null;
                waitsIn(pool, inner instanceof FutureTask ? inner : work, InFlight.task(work));
            }
        }
    }

    private void waitsIn(Pool pool, Object work, @Nullable Object known) {
        if (Delays.isTimeout(work)) {
            CompletableFuture<?> limited = Delays.limited(work);
            if (limited != null && Dependents.isPending(limited)) {
                graph.future(limited).isLimitedTo((int) Math.min(Integer.MAX_VALUE, (Delays.of(work) + 999) / 1000));
            }
            return;
        }
        pool.queued++;
        Place place = new Place(pool, pool.executor instanceof ForkJoinPool ? 0 : pool.queued, Delays.of(work));
        CompletableFuture<?> future = Delays.completedBy(work);
        if (future == null) {
            Node node = graph.of(work);
            node.is(place);
            node.task = known instanceof Task task ? task : InFlight.task(work);
        } else if (Dependents.isPending(future)) {
            Node node = graph.future(future);
            node.is(place);
            Task task = Dependents.Functions.task(work);
            node.task = task == null ? node.task : task;
        }
    }

    /** Adds what a future of a pool waits for: the thread that runs it, if one does. */
    static Node ofFutureTask(Graph graph, FutureTask<?> future) {
        Node node = graph.of(future);
        if (node.task == null) {
            node.task = InFlight.task(future);
        }
        if (RUNNER.get(future) instanceof Thread runner) {
            node.waitsFor(graph.of(runner));
        }
        return node;
    }
}
