package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The state of a thread, above all its current task.
 *
 * <p>Only its own thread changes a state, so no field is volatile. A platform thread may get a state from the thread
 * that starts it; {@code Thread.start} publishes that. A virtual thread has no state until it needs one, because many
 * never do.
 */
public final class State {
    /** The values of {@link #either}. */
    public static final byte FIRST = 1;

    public static final byte SECOND = 2;

    private static final ThreadLocal<State> CURRENT = new ThreadLocal<>();

    /**
     * Makes the states of virtual threads; null until the first virtual thread was started with a context. The field is
     * not volatile: the thread that starts a virtual thread has set the field before, so the new thread sees it.
     */
    private static @Nullable FirstStates virtualThreads;

    static {
        SecondCopy.reportIfSo(State.class);
    }

    /** The current task. */
    public Task task;

    /**
     * The task of the runnable that this thread has just taken from the queue of an executor, or whose rejection is
     * handled.
     */
    public @Nullable Task handed;

    /**
     * The call of an executor's {@code execute} that is in progress on this thread. The hooks of executors know its
     * type.
     */
    public @Nullable Object submission;

    /**
     * Whether the task that this thread is about to submit to a {@code ForkJoinPool} does {@linkplain SharedWork shared
     * work}.
     */
    public boolean isForkingShared;

    /** The current task of a worker thread while it runs no task of its executor; null on other threads. */
    public @Nullable Task idle;

    /**
     * Whether all tasks of this worker thread see the MDC that it has between two tasks, because that belongs to no
     * operation.
     */
    boolean hasSharedMdc;

    /** The continuation that the current task is submitting to an executor, which may run it at once. */
    public @Nullable Task starting;

    /** The task that submits {@link #starting}. */
    public @Nullable Task starter;

    /** Whether this thread is adding a runnable to the queue of an executor. */
    public boolean isSubmitting;

    /**
     * Whether the task of the runnable that this worker thread has taken was looked up. Only used by workers without a
     * field.
     */
    public boolean hasGot;

    /** Whether this thread fetches batches of messages from a library. */
    public boolean fetches;

    /** The {@link ThreadContext} with which this thread was started and which it has not taken yet. */
    public @Nullable Object inherited;

    /** The task in which this thread dies, if the task ended before the thread. */
    public @Nullable Task last;

    /** The last correlation that a running task of this thread got through its MDC. */
    public @Nullable Naming naming;

    /**
     * A reference to one of the tasks that have run on this thread: the one of the last call of {@link #reference()}.
     */
    private @Nullable WeakReference<Task> reference;

    /** The last scope that was opened and is not closed. Only known in strict mode. */
    @Nullable StrictCheck lastOpened;

    /** What the tasks of this thread have begun with, the innermost first. Only known if leaks are looked for. */
    ContextLeaks.@Nullable Begun begun;

    /** The identity hash code of the last throwable that has left a continuation on this thread, if failures are watched. */
    int thrown;

    /** The ID of the operation of that continuation. */
    String thrownIn = "";

    /** What is known of the throwable that has just left a continuation on this thread, if it was made there. */
    public @Nullable KnownThrowable left;

    /** Whether a future is wrapping a throwable on this thread. Only known if failures are watched. */
    boolean isWrapping;

    /** The frames that have called the last function which has thrown on this thread; null before the first one. */
    @Nullable WeakReference<RawTrace> base;

    /** The number of hops made by this thread while there was no credit for reading the stack. */
    int hops;

    /** The times of the last hop of this thread; null if the clock was not read for it. */
    @Nullable TaskTimes hopTimes;

    /** The number of hops of this thread until one is measured; 0 before the first hop. */
    int untilSample;

    /** The name of this thread when {@link #pool} was last asked for. */
    private @Nullable String poolOf;

    private String pool = "";

    /** The source that an {@code either} stage on this thread has taken and not used yet; 0 for none. */
    public byte either;

    /** The frontier of the source that an {@code anyOf} on this thread has taken, until the call returns. */
    public @Nullable Frontier any;

    /** What this thread waits for, as far as hooks see it; null for nothing. */
    public @Nullable Wait wait;

    /** Whether the tracing library makes the span of a hop on this thread now. */
    boolean isInTracer;

    /** The request whose response this thread reads, of a client that reads it in the caller's thread; null for none. */
    public @Nullable OutgoingCall call;

    /** Where this thread puts the futures that it depends on; null before the first one. */
    private @Nullable Ring ring;

    /** The adoption of the context with which this thread was started; null if it had none. */
    private @Nullable Adoption adoption;

    /** The adoption of the task that has waited last on this thread, other than the thread's body. */
    private @Nullable Adoption ofTask;

    public State(Task task) {
        this.task = task;
    }

    /** Makes the states of threads that were started with a context but without a state. */
    public interface FirstStates {
        /** Returns the state of a thread, which is the current one. */
        State of(Thread thread);
    }

    /** Sets what makes the states of threads that have none. */
    public static void startWith(FirstStates states) {
        virtualThreads = states;
    }

    /** Limits the time for which this thread keeps the context with which it was started. */
    public void limitAdoption() {
        if (task.correlation != Correlation.none() || inherited != null) {
            adoption = new Adoption(task, inherited);
        }
    }

    /** Drops the context with which the thread was started, because the thread is going to serve all operations. */
    public void belongToNobody() {
        task.withdrawn();
        handed = null;
        last = null;
        endAdoption();
        adoption = null;
        hasSharedMdc = task.correlation == Correlation.none();
        task = new Task();
        idle = task;
    }

    /** Makes this the state of a worker thread that serves all operations from its start. */
    public void beginIdle() {
        hasSharedMdc = true;
        idle = task;
    }

    /** Ends the adopted context if its time is up. Must be called before the context is used or handed on. */
    void checkAdoption() {
        Adoption present = adoption;
        if (present != null && present.isOver(task)) {
            endAdoption();
        }
        present = ofTask;
        if (present != null && present.isOver(task)) {
            ofTask = present.end(this);
        }
    }

    private void endAdoption() {
        Adoption present = adoption;
        inherited = null;
        if (present != null) {
            adoption = present.end(this);
        }
    }

    /**
     * Called before the current task waits for something that may be work. If the task turns out to be a loop that
     * takes work from the object, its adopted context ends.
     */
    public void waits(Object object, WorkLoop.Kind kind) {
        if (!task.mayBeDisowned()) {
            return;
        }
        Adoption present = adoption;
        boolean isOfThread = present != null && present.isOf(task);
        if (!isOfThread) {
            present = ofTask();
        }
        if (present != null && present.waitsAgain(object) && WorkLoop.is(task.dispatcher(), kind)) {
            if (isOfThread) {
                endAdoption();
            } else {
                ofTask = present.end(this);
            }
        }
    }

    /** Returns the adoption of the current task, or null if it has no context. */
    private @Nullable Adoption ofTask() {
        Adoption present = ofTask;
        if (present == null || !present.isOf(task)) {
            Object adopted = task.adopted();
            boolean hasContext = task.correlation != Correlation.none() || adopted != null;
            // A correlation that the program has opened itself is not adopted.
            present = hasContext && !task.hasOpenScope() ? new Adoption(task, adopted) : null;
            ofTask = present;
        }
        return present;
    }

    /** Called when a task of this thread has ended. */
    void ended(Task done) {
        Adoption present = ofTask;
        if (present != null && present.isOfBody(done)) {
            ofTask = null;
        }
    }

    /** Returns the correlation that a scope of a task has to restore, if it was {@code before} before the scope. */
    Correlation lasting(Task scoped, Correlation before) {
        Correlation lasting = adoption == null ? before : adoption.lasting(scoped, before);
        return ofTask == null ? lasting : ofTask.lasting(scoped, lasting);
    }

    /**
     * Returns the state of the current thread. A thread that was started without a context gets a root task of its own.
     */
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

    /**
     * Sets the MDC with which the thread was started, unless it was taken or has ended. Called when the MDC is about to
     * be used.
     */
    public void takeInheritedMdc() {
        checkAdoption();
        Object mdc = ThreadContext.mdc(inherited);
        if (mdc != null && Mdc.isKnown()) {
            inherited = ThreadContext.withoutMdc(inherited);
            Mdc.give(null, mdc);
        }
    }

    /**
     * Returns the tracing context with which the thread was started. It applies while the tracing library has no
     * context on this thread.
     */
    public @Nullable Object inheritedContext() {
        checkAdoption();
        return ThreadContext.context(inherited);
    }

    /** Returns the ring in which this thread puts the futures that its work depends on. */
    public Ring ring() {
        Ring known = ring;
        if (known == null) {
            known = Ring.of(Thread.currentThread());
            ring = known;
        }
        return known;
    }

    /** Returns the name of the pool to which this thread, the current one, belongs. */
    String pool() {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        if (!name.equals(poolOf)) {
            poolOf = name;
            pool = PoolName.of(thread, name);
        }
        return pool;
    }

    /** Returns the innermost running task of a kind, or null if there is none. */
    public <T extends Task> @Nullable T innermost(Class<T> kind) {
        for (Task running = task; running != null; running = running.previous()) {
            if (kind.isInstance(running)) {
                return kind.cast(running);
            }
        }
        return null;
    }

    /** Whether a task is running on this thread, as the current task or around it. */
    public boolean isRunning(Task wanted) {
        for (Task running = task; running != null; running = running.previous()) {
            if (running == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Ends the innermost running task of a kind, if there is one, and the tasks inside it that were left open. */
    public void end(Class<? extends Task> kind) {
        Task run = innermost(kind);
        if (run != null) {
            end(run);
        }
    }

    /** Ends the current task if it is a loose one. A scope in it that is still open is around what comes next. */
    public void endLoose() {
        if (task.isLoose() && !task.hasOpenScope()) {
            task.restorePart(this);
        }
    }

    /** Ends a task of this thread, and the tasks inside it that were left open. */
    public void end(Task run) {
        if (run == last) {
            run.suspend(this);
        } else {
            run.unwind(this);
        }
    }

    /** Returns the thread local that holds the states, so that a thread can be given one before it starts. */
    public static ThreadLocal<State> threadLocal() {
        return CURRENT;
    }

    /** Returns a weak reference to the current task, for code that must not keep it alive. */
    public WeakReference<Task> reference() {
        WeakReference<Task> known = reference;
        if (known == null || !known.refersTo(task)) {
            known = new WeakReference<>(task);
            reference = known;
        }
        return known;
    }

    /**
     * Returns the correlation of the current task. If it has none, this is one with the trace ID of the current span.
     */
    public Correlation correlation() {
        checkAdoption();
        Correlation own = task.correlation;
        return own == Correlation.none() ? SpanCorrelation.of(own, Tracing.span()) : own;
    }

    /** Returns the correlation of the current task itself, or null if it has none. Spans do not count. */
    public @Nullable Correlation own() {
        checkAdoption();
        return task.correlation == Correlation.none() ? null : task.correlation;
    }

    /** Sets the correlation of the current task, for callers that restore the one before themselves. */
    public void replace(Correlation correlation) {
        task.correlation = correlation;
    }

    /** Makes a correlation current within the current task. */
    public Scope open(Correlation correlation) {
        return new CorrelationScope(this, correlation);
    }
}
