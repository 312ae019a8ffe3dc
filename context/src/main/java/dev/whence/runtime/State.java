package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What a thread is doing at the moment: its current task. */
public final class State {
    /** The values of {@link #either}. */
    public static final byte FIRST = 1;

    public static final byte SECOND = 2;

    private static final ThreadLocal<State> CURRENT = new ThreadLocal<>();

    /** Set once a virtual thread was started with a context; a thread that was comes with the news. */
    private static @Nullable FirstStates virtualThreads;

    static {
        SecondCopy.reportIfSo(State.class);
    }

    public Task task;

    /** The task of the runnable that this thread has just taken from the queue of an executor. */
    public @Nullable Task handed;

    /** The call of an executor's {@code execute} that is in progress on this thread; the hooks of executors know its type. */
    public @Nullable Object submission;

    /** Whether the task that this thread is about to submit to a fork/join pool is made for {@linkplain SharedWork shared work}. */
    public boolean isForkingShared;

    /** The task of a worker of an executor while it has none to run; null on other threads. */
    public @Nullable Task idle;

    /** Whether all tasks of this worker see the MDC that it has between two of them: it is no operation's. */
    boolean hasSharedMdc;

    /** The stage that the current task is just giving to an executor, which may run it at once. */
    public @Nullable Task starting;

    /** The task that starts it. */
    public @Nullable Task starter;

    /** Whether this thread gives a runnable to the queue of an executor. */
    public boolean isSubmitting;

    /** Whether the runnable that this worker of an executor has got was looked for; only of workers without a field. */
    public boolean hasGot;

    /** What this thread was started with and has not taken yet: a {@link ThreadContext}. */
    public @Nullable Object inherited;

    /** The task in which this thread dies, if that has ended before the thread. */
    public @Nullable Task last;

    /** The last correlation that a running task of this thread got by its MDC. */
    public @Nullable Naming naming;

    /** One of the tasks that have run here, the last that was asked for. */
    private @Nullable WeakReference<Task> reference;

    /** The last scope that was opened, and is not closed; known in strict mode only. */
    @Nullable StrictCheck lastOpened;

    /** By what the throwable is bound that has just left a continuation on this thread. */
    public @Nullable Binding left;

    /** Hops made by this thread, for sampling. */
    int hops;

    /** Which of its sources an either on this thread has taken and not used yet; 0 for none. */
    public byte either;

    /** What precedes the source that an {@code anyOf} on this thread has taken, until it returns. */
    public @Nullable Frontier any;

    /** The context that this platform thread was started with; null if it had none, or has none any more. */
    @Nullable Adoption adoption;

    public State(Task task) {
        this.task = task;
    }

    /** The states with which threads begin that were started with a context, but without a state. */
    public interface FirstStates {
        /** The state of a thread, the current one. */
        State of(Thread thread);
    }

    /** Asks for the state of a thread that has none from now on. */
    public static void startWith(FirstStates states) {
        virtualThreads = states;
    }

    /** Lets the context with which a platform thread starts become a mere link after a while. */
    public void limitAdoption() {
        if (task.correlation != Correlation.none() || inherited != null) {
            adoption = new Adoption(task, inherited);
        }
    }

    /** Lets go of what the thread was started with: it will work for everybody. */
    public void belongToNobody() {
        handed = null;
        last = null;
        endAdoption();
        hasSharedMdc = task.correlation == Correlation.none();
        task = new Task();
        idle = task;
    }

    /** Becomes that of a worker that works for everybody from its start. */
    public void beginIdle() {
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
        FirstStates known = virtualThreads;
        State state = known == null ? new State(new Task()) : known.of(Thread.currentThread());
        CURRENT.set(state);
        return state;
    }

    /** The MDC is about to be used: a thread that was started with one gets it now, unless it has lost it since. */
    public void takeInheritedMdc() {
        checkAdoption();
        Object mdc = ThreadContext.mdc(inherited);
        if (mdc != null && Mdc.isKnown()) {
            inherited = ThreadContext.withoutMdc(inherited);
            Mdc.give(null, mdc);
        }
    }

    /** What a thread without a context of its library's has of that: what it was started with. */
    public @Nullable Object inheritedContext() {
        checkAdoption();
        return ThreadContext.context(inherited);
    }

    /** The innermost of the running tasks that is of a kind; null if there is none. */
    public <T extends Task> @Nullable T innermost(Class<T> kind) {
        for (Task running = task; running != null; running = running.previous()) {
            if (kind.isInstance(running)) {
                return kind.cast(running);
            }
        }
        return null;
    }

    /** Whether a task runs on this thread, or one that it has called. */
    public boolean isRunning(Task wanted) {
        for (Task running = task; running != null; running = running.previous()) {
            if (running == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Ends the innermost of the running tasks of a kind, if there is one, and those in it that were left open. */
    public void end(Class<? extends Task> kind) {
        Task run = innermost(kind);
        if (run != null) {
            end(run);
        }
    }

    /** Ends a task of this thread, and those in it that were left open. */
    public void end(Task run) {
        if (run == last) {
            run.suspend(this);
        } else {
            run.unwind(this);
        }
    }

    /** The thread local that holds the states, so that a thread can be given one before it starts. */
    public static ThreadLocal<State> threadLocal() {
        return CURRENT;
    }

    /** The current task, for who must not keep it. */
    public WeakReference<Task> reference() {
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
        return own == Correlation.none() ? SpanCorrelation.of(own, Tracing.span()) : own;
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
