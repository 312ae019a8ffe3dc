package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import org.jspecify.annotations.Nullable;

/** What a thread is doing at the moment: its current task. */
public final class State {
    private static final ThreadLocal<State> CURRENT = new ThreadLocal<>();

    static {
        SecondCopy.reportIfSo(State.class);
    }

    Task task;

    /** The task of the runnable that this thread has just taken from the queue of an executor. */
    ThreadPoolHooks.@Nullable Carrier handed;

    /** The MDC with which this thread was started, until it is first looked at; null if that was done. */
    @Nullable Object inheritedMdc;

    /** Whether it is us, and not the program, who changes the MDC. */
    boolean isSettingMdc;

    /** The last id that the program put into the MDC, if that made the correlation of a task. */
    @Nullable MdcId mdcId;

    /** The last scope that was opened, and is not closed. */
    @Nullable CorrelationScope scope;

    /** Hops made by this thread, for sampling. */
    int hops;

    /** The body of a platform thread that runs in an adopted correlation, and until when it may; null if it does not. */
    private @Nullable Task adopter;

    private long adoptedUntil;

    State(Task task) {
        this.task = task;
    }

    /** Lets the correlation with which a platform thread starts become a mere link after a while. */
    void limitAdoption() {
        if (task.correlation != Correlation.none()) {
            adopter = task;
            adoptedUntil = System.nanoTime() + Settings.adoptNanos;
        }
    }

    /** To be called before the correlation is used or handed on. */
    void checkAdoption() {
        Task body = adopter;
        if (body != null && System.nanoTime() - adoptedUntil > 0) {
            adopter = null;
            MdcId.withdraw(this, body);
        }
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
        checkAdoption();
        return task.correlation;
    }

    /** Makes a correlation current within the current task. */
    public Scope open(Correlation correlation) {
        return new CorrelationScope(this, correlation);
    }
}
