package dev.whence.agent.attached;

import dev.whence.agent.attached.base.TaskLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Executors as applications implement them. */
record OwnExecutors(String name, Maker maker) {
    interface Maker {
        /** An executor; what it starts ends with the pools, which it may use. */
        Executor make(Pools pools);
    }

    static Stream<OwnExecutors> all() {
        return Stream.concat(queueing(), handingOn());
    }

    /** Those that keep tasks, and run them themselves. */
    static Stream<OwnExecutors> queueing() {
        return Stream.of(
                new OwnExecutors("with a lambda that works", pools -> new WithLambda()),
                new OwnExecutors("with a worker in it", pools -> new WithWorker()),
                new OwnExecutors("with a worker beside it", pools -> new WithWorkerBeside()),
                new OwnExecutors("with a worker in a file of its own", pools -> new OwnPool()),
                new OwnExecutors("built upon a library's", pools -> new BuiltUpon()),
                new OwnExecutors("with an array of tasks", pools -> new WithArray()),
                new OwnExecutors("that passes batches to Runnable::run", pools -> new InBatches()),
                new OwnExecutors("with tasks of its own for those that it gets", pools -> new Wrapping()),
                new OwnExecutors("one after another on a pool", pools -> new Serial(pools.single())),
                new OwnExecutors("draining itself on a pool", pools -> new Trampoline(pools.single())),
                new OwnExecutors(
                        "draining itself on one that is written in a class of the same package",
                        pools -> new Trampoline(new OwnPool())));
    }

    /** Those that leave it to others. */
    static Stream<OwnExecutors> handingOn() {
        return Stream.of(
                new OwnExecutors("in front of a pool", pools -> new InFront(pools.single())),
                new OwnExecutors("in front of a fork/join pool", pools -> new InFront(pools.with(new ForkJoinPool(1)))),
                new OwnExecutors(
                        "in front of one in front of another", pools -> new InFront(new InFront(new OwnPool()))),
                new OwnExecutors("doing things before and after", pools -> new Decorating(pools.single())),
                new OwnExecutors("with a thread for each task", pools -> new PerTask()));
    }

    Executor make(Pools pools) {
        return maker.make(pools);
    }

    @Override
    public String toString() {
        return name;
    }

    static Thread started(Runnable body) {
        Thread thread = new Thread(body, "worker");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Its thread is started by whoever comes first. */
    private static final class WithLambda implements Executor {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private Thread thread;

        @Override
        public synchronized void execute(Runnable task) {
            if (thread == null) {
                thread = started(() -> {
                    try {
                        while (true) {
                            queue.take().run();
                        }
                    } catch (InterruptedException shutdown) {
                        // That is the end.
                    }
                });
            }
            queue.add(task);
        }
    }

    private static final class WithWorker implements Executor {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private Worker worker;

        @Override
        public synchronized void execute(Runnable task) {
            if (worker == null) {
                worker = new Worker();
                worker.start();
            }
            queue.add(task);
        }

        private final class Worker extends Thread {
            Worker() {
                setDaemon(true);
            }

            @Override
            public void run() {
                try {
                    while (true) {
                        queue.take().run();
                    }
                } catch (InterruptedException shutdown) {
                    // That is the end.
                }
            }
        }
    }

    private static final class WithWorkerBeside implements Executor {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private Thread thread;

        @Override
        public synchronized void execute(Runnable task) {
            queue.add(task);
            if (thread == null) {
                thread = started(new WorkerBeside(queue));
            }
        }
    }

    /** Knows a queue, and no executor. */
    private record WorkerBeside(BlockingQueue<Runnable> queue) implements Runnable {
        @Override
        public void run() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException shutdown) {
                // That is the end.
            }
        }
    }

    private static final class BuiltUpon extends TaskLoop {
        private Thread thread;

        @Override
        protected synchronized void started() {
            if (thread == null) {
                thread = OwnExecutors.started(this::loop);
            }
        }
    }

    private static final class WithArray implements Executor {
        private final Runnable[] tasks = new Runnable[1 << 10];
        private int taken;
        private int added;
        private Thread thread;

        @Override
        public synchronized void execute(Runnable task) {
            tasks[added++ % tasks.length] = task;
            notifyAll();
            if (thread == null) {
                thread = started(this::work);
            }
        }

        private void work() {
            while (true) {
                next().run();
            }
        }

        private synchronized Runnable next() {
            while (taken == added) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return tasks[taken++ % tasks.length];
        }
    }

    private static final class InBatches implements Executor {
        private final List<Runnable> batch = new ArrayList<>();
        private Thread thread;

        @Override
        public synchronized void execute(Runnable task) {
            batch.add(task);
            notifyAll();
            if (thread == null) {
                thread = started(this::work);
            }
        }

        private void work() {
            while (true) {
                next().forEach(Runnable::run);
            }
        }

        private synchronized List<Runnable> next() {
            while (batch.isEmpty()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            List<Runnable> next = List.copyOf(batch);
            batch.clear();
            return next;
        }
    }

    private static final class Wrapping implements Executor {
        private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
        private Thread thread;

        @Override
        public synchronized void execute(Runnable task) {
            queue.add(new Job(task));
            if (thread == null) {
                thread = started(this::work);
            }
        }

        private void work() {
            try {
                while (true) {
                    queue.take().work();
                }
            } catch (InterruptedException shutdown) {
                // That is the end.
            }
        }

        private record Job(Runnable task) {
            void work() {
                task.run();
            }
        }
    }

    /** As the documentation of {@link Executor} has it. */
    static final class Serial implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final Executor executor;
        private Runnable active;

        Serial(Executor executor) {
            this.executor = executor;
        }

        @Override
        public synchronized void execute(Runnable task) {
            tasks.add(() -> {
                try {
                    task.run();
                } finally {
                    scheduleNext();
                }
            });
            if (active == null) {
                scheduleNext();
            }
        }

        private synchronized void scheduleNext() {
            active = tasks.poll();
            if (active != null) {
                executor.execute(active);
            }
        }
    }

    /** Hands itself to a pool when there is something to do, and does all that has come until then. */
    private static final class Trampoline implements Executor, Runnable {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final Executor executor;
        private boolean isScheduled;

        Trampoline(Executor executor) {
            this.executor = executor;
        }

        @Override
        public synchronized void execute(Runnable task) {
            tasks.add(task);
            if (!isScheduled) {
                isScheduled = true;
                executor.execute(this);
            }
        }

        @Override
        public void run() {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
        }

        private synchronized Runnable next() {
            isScheduled = !tasks.isEmpty();
            return tasks.poll();
        }
    }

    private record InFront(Executor executor) implements Executor {
        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }
    }

    private record Decorating(Executor executor) implements Executor {
        @Override
        public void execute(Runnable task) {
            executor.execute(() -> {
                Thread thread = Thread.currentThread();
                String name = thread.getName();
                thread.setName("decorated");
                try {
                    task.run();
                } finally {
                    thread.setName(name);
                }
            });
        }
    }

    private static final class PerTask implements Executor {
        @Override
        public void execute(Runnable task) {
            started(task);
        }
    }

    /** Leaves as many tasks to another as that has room for. */
    static final class CallerRunsWhenFull implements Executor {
        private final Executor other;
        private int room;

        CallerRunsWhenFull(int room, Executor other) {
            this.room = room;
            this.other = other;
        }

        @Override
        public void execute(Runnable task) {
            if (room-- > 0) {
                other.execute(task);
            } else {
                task.run();
            }
        }
    }
}
