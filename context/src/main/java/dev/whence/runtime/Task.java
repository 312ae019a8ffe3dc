package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of the user code that a hop leads to.
 *
 * <p>A task has three moments:
 *
 * <ul>
 *   <li><b>Capture.</b> The hop creates the task with the context of the thread that makes the hop.
 *   <li><b>Resume.</b> The thread that runs the task makes it the current task, and swaps contexts: the thread gets the
 *       captured context, and the task keeps the previous context of the thread.
 *   <li><b>Restore.</b> After the run, the thread gets back its previous task and its previous context.
 * </ul>
 *
 * <p>Each task that runs refers to the previous task of its thread. So tasks that run inside each other form a chain.
 *
 * <p>Only the thread that runs a task changes it. So its fields are not volatile: the same synchronization that hands
 * the work to that thread publishes the task.
 *
 * <p>Each kind of hop has a subclass. Some of them implement the interface of the function that the JDK calls, so that
 * a hop costs one allocation.
 */
public class Task extends TaskContext {
    /**
     * The maximum number of hand-offs that are resumed inside each other on one thread. A program that never closes its
     * scopes must not fill the memory.
     */
    private static final int MAX_RESUMPTIONS = 1_000;

    /**
     * The {@link TaskLog} of this task, once it needs one. Before that the {@link TaskTimes} if the hop to this task was
     * timed, or else null.
     */
    private @Nullable Object log;

    private @Nullable Task previous;

    /** Creates the root task of a thread. It has no context and no predecessors. */
    public Task() {
        super(Correlation.none(), null, null, null);
    }

    /** Creates the task of a function that the current task of the thread hands on now. */
    protected Task(State state, FunctionType function) {
        super(state, function);
        if (!function.isShared) {
            timed(state);
        }
    }

    /** Creates a task to which a hop of {@code parent}, the current task, leads. */
    public Task(Task parent, @Nullable Hop hop) {
        this(SpanCorrelation.handedOn(parent.correlation), hop, parent.frontier, ThreadContext.capture());
    }

    protected Task(Correlation correlation, @Nullable Hop hop, @Nullable Frontier frontier, @Nullable Object carried) {
        super(correlation, hop, frontier, carried);
    }

    /**
     * Creates one run of a periodic task. It is an operation of its own, with the correlation {@code own}. The events
     * of the previous run precede it, if {@link #repeatsAfter} was called.
     */
    protected Task(Correlation own, Task scheduled) {
        this(own, scheduled.hop, scheduled.frontier, null);
        frontierLabelled = scheduled.frontierLabelled;
        isAdopting = false;
    }

    /** Creates a task with the context of another one that does not run. */
    protected Task(Task other) {
        this(other.correlation, other.hop, other.frontier, other.carried);
        this.frontierLabelled = other.frontierLabelled;
    }

    /**
     * Called on the captured task of a periodic one when a run of it has ended. That run precedes the next one, as the
     * JDK guarantees.
     */
    public final void repeatsAfter(Task run) {
        Frontier left = run.frontier;
        if (left != null && (left != frontier || !frontierLabelled)) {
            frontier = left.labelled(Edge.REPEAT);
            frontierLabelled = true;
        }
    }

    /** Keeps when the hop to this task was made, if {@link Sites} has just read the clock for it. */
    public final void timed(State state) {
        TaskTimes times = state.hopTimes;
        if (times != null) {
            log = times;
            times.isTaken();
        }
    }

    /** Called when this task, which was made earlier, is submitted now. */
    public final void timedAgain() {
        if (log instanceof TaskTimes times) {
            times.submittedNow();
        }
    }

    /** Takes the times of another task, which is submitted and does not run: this one is its run. */
    protected final void timedAs(Task submitted) {
        if (submitted.log instanceof TaskTimes times) {
            log = times;
        }
    }

    /** Whether the hop to this task is measured. */
    public final boolean isMeasured() {
        return sample() != null;
    }

    /**
     * Called when this task had to wait for its time before it could be run.
     *
     * @param lateNanos how much later than that it begins; negative if that is not known
     */
    public final void delayed(long lateNanos) {
        if (log instanceof HopSample sample) {
            sample.delayed(lateNanos);
        }
    }

    /** Called when this task, whose hop was made earlier, gets into the queue of an executor. */
    public final void queuedNow() {
        if (log instanceof HopSample sample) {
            sample.queuedNow();
        }
    }

    /** Called when another task takes the place of this one, which never runs. */
    public final void withdrawn() {
        if (log instanceof HopSample sample) {
            sample.isWithdrawn();
        }
    }

    /** Called when the work of this task was cancelled, before or while it ran. */
    public final void cancelled() {
        HopSample sample = sample();
        if (sample != null) {
            sample.cancels();
        }
    }

    /** Called when the work of this task has thrown. */
    final void fails(Throwable thrown) {
        HopSample sample = sample();
        if (sample != null) {
            sample.fails(thrown);
        }
    }

    /** Called when this task begins since a future is complete, with the frontier of the completer. */
    public final void isAfter(@Nullable Frontier completer, byte via) {
        join(completer, via);
        SpannedHop spanned = HopSpan.ARE_MADE ? spanned() : null;
        if (spanned != null) {
            spanned.completedIn(SpanFrontier.spans(completer));
        }
    }

    /** Returns the frontier of this task, with its span if its hop has one. The task has ended. */
    public final @Nullable Frontier left() {
        SpannedHop spanned = HopSpan.ARE_MADE ? spanned() : null;
        return spanned == null ? frontier : SpanFrontier.in(frontier, spanned.ids());
    }

    private @Nullable SpannedHop spanned() {
        HopSample sample = sample();
        return sample == null ? null : sample.spanned;
    }

    private @Nullable HopSample sample() {
        Object times = log instanceof TaskLog known ? known.times : log;
        return times instanceof HopSample sample ? sample : null;
    }

    /** Whether this task waits in the queue of an executor before it runs, once it is submitted. */
    protected boolean isQueued() {
        return false;
    }

    /**
     * Returns a task for work that was registered before the agent was attached. The context of its registration is not
     * known, so the task has none.
     */
    public static Task ofNobody() {
        return new Task();
    }

    /** Makes this the current task of the current thread, with the captured context. Returns the thread's state. */
    @Hidden
    public final State resume() {
        State state = State.current();
        resume(state);
        return state;
    }

    /**
     * Makes this the current task of the thread, with the captured context.
     *
     * <p>The contexts are swapped first, because this may fail, such as by a stack overflow. Then the task is not
     * resumed at all. The field {@code carried} is only written if its value changes: most tasks carry nothing, and a
     * comparison costs less than a store.
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
        if (ContextLeaks.ARE_WATCHED) {
            ContextLeaks.begins(this, state);
        }
        if (log instanceof TaskTimes times) {
            if (times instanceof HopSample sample) {
                sample.begins(state.pool(), isQueued());
                if (HopSpan.ARE_MADE) {
                    HopSpans.begins(state, sample, given, hop);
                }
            } else {
                times.begins();
            }
        }
    }

    /**
     * Makes this the current task of the thread. The task also sees what the program has set around it, as without the
     * agent. There are two cases:
     *
     * <ul>
     *   <li>The thread is a worker between two tasks, and its MDC belongs to no operation. The thread factory or {@code
     *       beforeExecute} may have put entries into this MDC or opened a correlation. The task gets these entries in
     *       addition to its own, and the correlation if it has none.
     *   <li>The current task is a decorator that {@linkplain SurroundingRun surrounds} this one. The task gets the
     *       present context of the decorator instead of the captured one.
     * </ul>
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

    /**
     * Removes the outermost hand-off from the chain if too many are resumed inside each other on this thread. The next
     * one inside it then restores what the thread had before both.
     */
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

    /** Whether this is the given task, or a hand-off that was resumed in it, directly or inside other hand-offs. */
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

    /**
     * Makes this the current task of the thread as a part of the present one, with the context of that one. Its changes
     * to the MDC remain after the run.
     */
    @Hidden
    public final void resumeAsPart(State state) {
        correlation = state.task.correlation;
        resume(state, ThreadContext.capture());
    }

    /** Restores the previous task and context after {@link #resumeAsPart}, but keeps the present MDC. */
    @Hidden
    public final void restorePart(State state) {
        carried = ThreadContext.withMdcOfNow(carried);
        restore(state);
    }

    /**
     * As {@link #resumeWithin}, for a task whose correlation the program has chosen. So the task keeps its correlation.
     * In both cases it gets the entries of the thread's MDC in addition to its own.
     */
    @Hidden
    final void resumeAmong(State state) {
        Task outer = state.task;
        boolean isWithin = outer == state.idle ? state.hasSharedMdc : outer.isAround(this, state);
        resume(state, isWithin ? ThreadContext.overCurrent(carried) : carried);
    }

    /**
     * Restores the task and the context that the thread had before {@link #resume}. Does nothing if this task is not
     * running.
     */
    @Hidden
    public final void restore(State state) {
        Task before = previous;
        if (before != null) {
            SpannedHop spanned = HopSpan.ARE_MADE ? spanned() : null;
            if (spanned != null) {
                spanned.leaves();
            }
            state.task = before;
            state.ended(this);
            previous = null;
            if (ContextLeaks.ARE_WATCHED) {
                ContextLeaks.ends(this, state, carried);
            }
            ThreadContext.restore(carried);
            if (carried != null) {
                carried = null;
            }
            StrictCheck.ended(state);
            HopSample sample = log == null ? null : sample();
            if (sample != null) {
                sample.ends(correlation.knownId(), hop);
            }
            if (spanned != null) {
                HopSpans.ends(state, spanned);
            }
        }
    }

    /**
     * Restores the task and the context that the thread had before this task, even if tasks inside this one were left
     * open.
     */
    public final void unwind(State state) {
        state.task = this;
        restore(state);
    }

    /** As {@link #unwind}, but keeps the present context, so that this task can be resumed with it once more. */
    final void suspend(State state) {
        Object kept = ThreadContext.capture();
        unwind(state);
        carried = kept;
    }

    /** Returns the task that the thread runs again after this one. Null if this task is not running. */
    public final @Nullable Task previous() {
        return previous;
    }

    /** Binds a throwable that the function of this task has thrown to the hop that led to this task. */
    @Hidden
    public final void failed(Throwable throwable, @Nullable Object function) {
        Throwables.leaves(throwable, this, function);
    }

    /** Returns the time since the hop to this task was made, in milliseconds; 0 if that hop was not timed. */
    final long millisSinceHop() {
        Object known = log;
        return known instanceof TaskTimes times
                ? times.millisSinceSubmitted()
                : known instanceof TaskLog logged ? logged.millisSinceSubmitted() : 0;
    }

    TaskLog log() {
        if (log instanceof TaskLog known) {
            return known;
        }
        TaskLog made = new TaskLog(frontier, log instanceof TaskTimes times ? times : null);
        log = made;
        return made;
    }

    /** Returns the identity of this task in the log, or null if it has needed none. */
    @Nullable TaskLog knownLog() {
        return log instanceof TaskLog known ? known : null;
    }

    /**
     * Returns the method that calls the function of this task: the start of {@code package.Class.method}, as in a stack
     * frame. Empty if the method is not known.
     */
    protected String dispatcher() {
        return "";
    }

    /** Whether the dispatcher is itself the first method of this task, and not its caller. */
    protected boolean ownsDispatcher() {
        return false;
    }

    /** Whether this task {@linkplain SurroundingRun surrounds} a task that is about to run. */
    public boolean isAround(Task inner, State state) {
        return false;
    }

    /**
     * Whether the context of this task ends if the task turns out to serve other operations. The context of a hand-off
     * does not: the program has chosen it.
     */
    final boolean mayBeDisowned() {
        return hop != null && isAdopting && !isHandoff();
    }

    /** Returns the context that this task began with, as far as it is known, or else the present one of its thread. */
    @Nullable Object adopted() {
        return ThreadContext.capture();
    }

    /** Called when the program has given this running task another correlation through its MDC. */
    public void renamed(Correlation given) {}

    /** Whether this is the run of a hand-off. The program itself resumes it, on a thread of its choice. */
    protected boolean isHandoff() {
        return getClass() == Task.class;
    }

    /**
     * Whether nobody sees the end of this task, such as of the body of a loop that the program may leave. It ends at the
     * latest with what is around it.
     */
    protected boolean isLoose() {
        return false;
    }

    /** Whether the task is the whole body of its thread. */
    protected boolean isWholeThread() {
        return false;
    }

    /**
     * Whether a thread that runs this task directly inside its body may have been started for this task. The thread's
     * adopted context then covers this task too.
     */
    protected boolean isLikeBody() {
        return false;
    }
}
