package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What a thread is doing at the moment: its current task. */
public final class State {
    /** The values of {@link #either}. */
    static final byte FIRST = 1;

    static final byte SECOND = 2;

    private static final ThreadLocal<State> CURRENT = new ThreadLocal<>();

    /** Whether a virtual thread was ever started with a context; a thread that was comes with the news. */
    static boolean hasVirtualThreads;

    static {
        SecondCopy.reportIfSo(State.class);
    }

    Task task;

    /** The task of the runnable that this thread has just taken from the queue of an executor. */
    ThreadPoolHooks.@Nullable Carrier handed;

    /** The submission that is in progress on this thread. */
    ExecutorHooks.@Nullable Submission submission;

    /** Whether the task that this thread is about to submit to a fork/join pool is made for {@linkplain SharedWork shared work}. */
    boolean isForkingShared;

    /** The task of a worker of an executor while it has none to run; null on other threads. */
    @Nullable Task idle;

    /** Whether all tasks of this worker see the MDC that it has between two of them: it is no operation's. */
    boolean hasSharedMdc;

    /** The stage that the current task is just giving to an executor, which may run it at once. */
    @Nullable Continuation starting;

    /** The task that starts it. */
    @Nullable Task starter;

    /** Whether this thread gives a runnable to the queue of an executor. */
    boolean isSubmitting;

    /** Whether the runnable that this worker of an executor has got was looked for; only of workers without a field. */
    boolean hasGot;

    /** What this thread was started with and has not taken yet: a {@link Carried}. */
    @Nullable Object inherited;

    /** Whether it is us, and not the program, who changes the MDC. */
    boolean isSettingMdc;

    /** The task in which this thread dies, if that has ended before the thread. */
    @Nullable Task last;

    /** The last id that the program put into the MDC, if that made the correlation of a task. */
    @Nullable MdcId mdcId;

    /** One of the tasks that have run here, the last that was asked for. */
    private @Nullable WeakReference<Task> reference;

    /** The last scope that was opened, and is not closed; known in strict mode only. */
    @Nullable StrictCheck lastOpened;

    /** By what the throwable is bound that has just left a continuation on this thread. */
    @Nullable Binding left;

    /** Hops made by this thread, for sampling. */
    int hops;

    /** Which of its sources an either on this thread has taken and not used yet; 0 for none. */
    byte either;

    /** What precedes the source that an {@code anyOf} on this thread has taken, until it returns. */
    @Nullable Frontier any;

    /** The context that this platform thread was started with; null if it had none, or has none any more. */
    @Nullable Adoption adoption;

    State(Task task) {
        this.task = task;
    }

    /** Lets the context with which a platform thread starts become a mere link after a while. */
    void limitAdoption() {
        if (task.correlation != Correlation.none() || inherited != null) {
            adoption = new Adoption(task, inherited);
        }
    }

    /** Lets go of what the thread was started with: it will work for everybody. */
    void belongToNobody() {
        handed = null;
        last = null;
        endAdoption();
        hasSharedMdc = task.correlation == Correlation.none();
        task = new Task();
        idle = task;
    }

    /** Becomes that of a worker that works for everybody from its start. */
    void beginIdle() {
        hasSharedMdc = true;
        idle = task;
    }

    /** To be called before the context is used or handed on. */
    void checkAdoption() {
        Adoption present = adoption;
        if (present != null && present.isOver(task)) {
            endAdoption();
        }
    }

    private void endAdoption() {
        Adoption present = adoption;
        adoption = null;
        inherited = null;
        if (present != null) {
            present.end(this);
        }
    }

    /** The state of the current thread. A thread that nobody started with a context gets a root task of its own. */
    public static State current() {
        State state = CURRENT.get();
        return state == null ? begin() : state;
    }

    private static State begin() {
        State state = hasVirtualThreads ? VirtualThreadHooks.begin(Thread.currentThread()) : new State(new Task());
        CURRENT.set(state);
        return state;
    }

    /** The innermost of the running tasks that is of a kind; null if there is none. */
    <T extends Task> @Nullable T innermost(Class<T> kind) {
        for (Task running = task; running != null; running = running.previous()) {
            if (kind.isInstance(running)) {
                return kind.cast(running);
            }
        }
        return null;
    }

    /** Whether a task runs on this thread, or one that it has called. */
    boolean isRunning(Task wanted) {
        for (Task running = task; running != null; running = running.previous()) {
            if (running == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Ends the innermost of the running tasks of a kind, if there is one, and those in it that were left open. */
    void end(Class<? extends Task> kind) {
        Task run = innermost(kind);
        if (run != null) {
            end(run);
        }
    }

    /** Ends a task of this thread, and those in it that were left open. */
    void end(Task run) {
        if (run == last) {
            run.suspend(this);
        } else {
            run.unwind(this);
        }
    }

    /** The thread local that holds the states, so that a thread can be given one before it starts. */
    static ThreadLocal<State> threadLocal() {
        return CURRENT;
    }

    /** The current task, for who must not keep it. */
    WeakReference<Task> reference() {
        WeakReference<Task> known = reference;
        if (known == null || !known.refersTo(task)) {
            known = new WeakReference<>(task);
            reference = known;
        }
        return known;
    }

    /** The correlation of the current task; if it has none, the trace of the current span. */
    public Correlation correlation() {
        checkAdoption();
        Correlation own = task.correlation;
        return own == Correlation.none() ? Tracing.correlation(own, Tracing.span()) : own;
    }

    /** The correlation that the current task itself has, whatever span it is in; null if it has none. */
    public @Nullable Correlation own() {
        checkAdoption();
        return task.correlation == Correlation.none() ? null : task.correlation;
    }

    /** Gives the current task another correlation, for those who put back the one before by themselves. */
    public void replace(Correlation correlation) {
        task.correlation = correlation;
    }

    /** Makes a correlation current within the current task. */
    public Scope open(Correlation correlation) {
        return new CorrelationScope(this, correlation);
    }
}
