package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import org.jspecify.annotations.Nullable;

/** What a thread is doing at the moment: its current task. */
public final class State {
    private static final ThreadLocal<State> CURRENT = new ThreadLocal<>();

    Task task;

    /** The task of the runnable that this thread has just taken from the queue of an executor. */
    ThreadPoolHooks.@Nullable Carrier handed;

    /** The MDC with which this thread was started, until it is first looked at; null if that was done. */
    @Nullable Object inheritedMdc;

    /** Hops made by this thread, for sampling. */
    int hops;

    State(Task task) {
        this.task = task;
    }

    /** The state of the current thread. A thread that nobody started with a context gets a root task of its own. */
    public static State current() {
        State state = CURRENT.get();
        if (state == null) {
            state = new State(new Task());
            CURRENT.set(state);
        }
        return state;
    }

    /** The thread local that holds the states, so that a thread can be given one before it starts. */
    static ThreadLocal<State> threadLocal() {
        return CURRENT;
    }

    /** The correlation of the current task. */
    public Correlation correlation() {
        return task.correlation;
    }

    /** Makes a correlation current within the current task. */
    public Scope open(Correlation correlation) {
        return new CorrelationScope(this, correlation);
    }
}
