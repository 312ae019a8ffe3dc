package dev.whence.agent.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A pool of threads, or a timer, with what waits in its queue. */
final class Pool {
    /** The executor; null for a timer. */
    final @Nullable Executor executor;

    /** The name of its threads, without their numbers. */
    final String name;

    int threads;

    /** The threads that work for an executor. */
    final List<Thread> workers = new ArrayList<>();

    /** How many threads run work. */
    int active;

    /** How much work the present threads of a thread pool have completed. */
    long completedByWorkers;

    /** How many pieces of work wait. */
    int queued;

    Pool(@Nullable Executor executor, String name) {
        this.executor = executor;
        this.name = name;
    }

    /** Returns the place of tasks that wait for their time in a timer. */
    static Pool ofTimer(Thread thread) {
        return new Pool(null, thread.getName());
    }
}
