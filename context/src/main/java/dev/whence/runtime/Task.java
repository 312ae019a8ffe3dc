package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of the user code that a hop leads to.
 *
 * <p>It is created at the hop ("capture"), becomes the current task of the thread that runs it ("resume"), and gives way
 * to the task before it afterwards ("restore"). Only the thread that runs it touches its mutable fields, so none of them
 * is volatile: whatever hands the work to that thread also publishes the task.
 *
 * <p>Subclasses are the carriers of each kind of hop, and often the very object that the JDK runs, so that a hop costs
 * one allocation.
 */
public class Task extends TaskContext {
    /** How many hand-offs that were resumed one in the other are kept: who never closes them must not fill the memory. */
    private static final int MAX_RESUMPTIONS = 1_000;

    /** The identity of this task in the log; null until it logs. */
    @Nullable TaskLog log;

    private @Nullable Task previous;

    /** How many scopes for a correlation are open, or were left so; no more is counted than fits. */
    private short scopes;

    /** The root task of a thread: it descends from nothing. */
    public Task() {
        super(Correlation.none(), null, null, null);
    }

    /** A task that descends from the current one of a thread, by a hop to a function that is made now. */
    protected Task(State state, FunctionType function) {
        super(state, function);
    }

    /** A task that descends from another by a hop. */
    public Task(Task parent, @Nullable Hop hop) {
        this(SpanCorrelation.handedOn(parent.correlation), hop, parent.frontier, ThreadContext.capture());
    }

    protected Task(Correlation correlation, @Nullable Hop hop, @Nullable Frontier frontier, @Nullable Object carried) {
        super(correlation, hop, frontier, carried);
    }

    /** A run of a periodic task, which is an operation of its own; what one run has logged precedes the next. */
    protected Task(Correlation own, Task scheduled) {
        this(own, scheduled.hop, scheduled.frontier, null);
    }

    /** A task in the same context as another that does not run. */
    protected Task(Task other) {
        this(other.correlation, other.hop, other.frontier, other.carried);
        this.frontierLabelled = other.frontierLabelled;
    }

    /** A task of something that was registered before the agent: nobody knows by whom, so it has no context. */
    public static Task ofNobody() {
        return new Task();
    }

    final void scopeOpened() {
        if (scopes < Short.MAX_VALUE) {
            scopes++;
        }
    }

    final void scopeClosed() {
        if (scopes > 0) {
            scopes--;
        }
    }

    /** Whether the correlation was opened in this task by the API. */
    public final boolean hasOpenScope() {
        return scopes > 0;
    }

    /** Makes this the current task of the thread. */
    @Hidden
    public final State resume() {
        State state = State.current();
        resume(state);
        return state;
    }

    /**
     * What may fail, if only for want of stack, comes first, so that the task is resumed as a whole or not at all. A field
     * is written only to change it: most tasks carry nothing, and a look costs less than a store.
     */
    @Hidden
    public final void resume(State state) {
        resume(state, carried);
    }

    @Hidden
    private void resume(State state, @Nullable Object given) {
        Object before = ThreadContext.swap(given);
        if (before != carried) {
            carried = before;
        }
        previous = state.task;
        state.task = this;
    }

    /**
     * As {@link #resume(State)}, where the thread may have something for this: a worker of an executor what its thread
     * factory or {@code beforeExecute} has put into the MDC, and a decorator what it has put around what it was given. Both
     * are there without the agent too.
     */
    @Hidden
    public final void resumeWithin(State state) {
        Task outer = state.task;
        Object given = carried;
        if (outer == state.idle && state.hasSharedMdc) {
            given = ThreadContext.overCurrent(carried);
            if (correlation == Correlation.none()) {
                correlation = outer.correlation;
            }
        } else if (outer.isAround(this, state)) {
            given = ThreadContext.capture();
            correlation = outer.correlation;
        }
        resume(state, given);
    }

    /** Ends the outermost of the hand-offs that are resumed on this thread if there are too many. */
    final void limitResumptions() {
        int count = 1;
        Task inner = this;
        Task outer = previous;
        while (outer != null && outer.isResumption()) {
            if (++count > MAX_RESUMPTIONS) {
                inner.previous = outer.previous;
                inner.carried = outer.carried;
                outer.previous = null;
                outer.carried = null;
                return;
            }
            inner = outer;
            outer = outer.previous;
        }
    }

    /** Whether this is a certain task, or a hand-off that is resumed in it. */
    public final boolean isWithin(WeakReference<Task> wanted) {
        Task task = this;
        while (task != null && !wanted.refersTo(task)) {
            task = task.isResumption() ? task.previous : null;
        }
        return task != null;
    }

    private boolean isResumption() {
        return previous != null && isHandoff();
    }

    /** Makes this the current task of the thread as a part of the present one: what it changes in the MDC stays. */
    @Hidden
    public final void resumeAsPart(State state) {
        correlation = state.task.correlation;
        resume(state, ThreadContext.capture());
    }

    /** The counterpart of {@link #resumeAsPart}. */
    @Hidden
    public final void restorePart(State state) {
        carried = ThreadContext.withMdcOfNow(carried);
        restore(state);
    }

    /** As {@link #resumeWithin}, where the program has said which correlation this is to have. */
    @Hidden
    final void resumeAmong(State state) {
        Task outer = state.task;
        boolean isWithin = outer == state.idle ? state.hasSharedMdc : outer.isAround(this, state);
        resume(state, isWithin ? ThreadContext.overCurrent(carried) : carried);
    }

    /** Gives the thread back what it had before {@link #resume}. */
    @Hidden
    public final void restore(State state) {
        Task before = previous;
        if (before != null) {
            state.task = before;
            previous = null;
            ThreadContext.restore(carried);
            if (carried != null) {
                carried = null;
            }
            StrictCheck.ended(state);
        }
    }

    /** Gives the thread back what it had before this task, and before those in it that were left open. */
    public final void unwind(State state) {
        state.task = this;
        restore(state);
    }

    /** As {@link #unwind}, but this can be resumed once more, as it is now. */
    final void suspend(State state) {
        Object kept = ThreadContext.capture();
        unwind(state);
        carried = kept;
    }

    /** The task that the thread runs again after this one; null if this one is not running. */
    public final @Nullable Task previous() {
        return previous;
    }

    /** Binds a throwable that a function threw in this task to the hop that led here. */
    @Hidden
    public final void failed(Throwable throwable, @Nullable Object function) {
        Throwables.leaves(throwable, this, function);
    }

    TaskLog log() {
        TaskLog known = log;
        if (known == null) {
            known = new TaskLog(frontier);
            log = known;
        }
        return known;
    }

    /**
     * What calls the function of this task: the start of {@code package.Class.method}, as the frame has it; empty if that is
     * not known.
     */
    protected String dispatcher() {
        return "";
    }

    /** Whether this has put something {@linkplain SurroundingRun around} a task that is about to run. */
    public boolean isAround(Task inner, State state) {
        return false;
    }

    /** The thread of which this is the body does not belong any more to the operation that has started it. */
    protected void adoptionEnds() {}

    /** The program has given this task another correlation while it ran. */
    public void renamed(Correlation given) {}

    /** Whether this is the run of a hand-off, which the program resumes where it likes. */
    protected boolean isHandoff() {
        return getClass() == Task.class;
    }

    /** Whether the task is the whole body of its thread. */
    protected boolean isWholeThread() {
        return false;
    }

    /** Whether the task may be what its thread was started for, though the thread has a body of its own around it. */
    protected boolean isLikeBody() {
        return false;
    }
}
