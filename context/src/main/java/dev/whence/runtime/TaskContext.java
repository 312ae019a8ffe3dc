package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * The context of a task: its correlation, the hop that led to it, the events that precede it, and what libraries keep for each
 * thread. It is captured where the task is created, and changes while the task runs.
 */
public abstract class TaskContext {
    private static final int MAX_GENERATIONS = 64;

    public Correlation correlation;
    public final @Nullable Hop hop;

    /** What this task descends from and has logged since; null until something was logged. */
    public @Nullable Frontier frontier;

    /** A {@link ThreadContext}: the captured one before the task runs, and while it runs the thread's own. */
    @Nullable Object carried;

    /** Whether the frontier is labelled with the edges by which it came here, not just inherited at the fork. */
    public boolean frontierLabelled;

    /** The context of the current task, for a function that is handed on now; none for shared work. */
    TaskContext(State state, FunctionType function) {
        if (function.isShared) {
            this.correlation = Correlation.none();
            this.hop = null;
        } else {
            this.hop = Sites.hop(state, function);
            this.correlation = SpanCorrelation.handedOn(state.task.correlation);
            this.frontier = state.task.frontier;
            this.carried = ThreadContext.capture();
        }
    }

    TaskContext(Correlation correlation, @Nullable Hop hop, @Nullable Frontier frontier, @Nullable Object carried) {
        this.correlation = correlation;
        this.hop = hop;
        this.frontier = frontier;
        this.carried = carried;
    }

    /**
     * Takes the context away from a task that re-submits itself without end: a consumer loop that was started inside a
     * request must not carry that request's id for ever. The logical stack still tells where it came from.
     */
    public final void linkIfEndless() {
        if (hop != null && hop.repeat > MAX_GENERATIONS) {
            correlation = Correlation.none();
            carried = null;
        }
    }

    /** Whether a hop of the parent, which is the current task, made now would lead to the same context. */
    public final boolean hasHopAndContextOf(TaskContext parent) {
        return frontier == parent.frontier && (hop == null || hop.parent == parent.hop) && hasContextOf(parent);
    }

    /** Whether a task that has not run yet has the context that the parent, which is the current task, has now. */
    public final boolean hasContextOf(TaskContext parent) {
        return correlation == SpanCorrelation.handedOn(parent.correlation) && ThreadContext.isCurrent(carried);
    }

    /** Whether a task that has not run yet has the context of another: neither is a mistake for the other. */
    public final boolean hasEqualContext(TaskContext other) {
        return correlation == other.correlation && ThreadContext.isEqual(carried, other.carried);
    }

    /** Whether a task that has not run yet may run as a part of another: that is in the same operation, or this in none. */
    public final boolean mayBePartOf(TaskContext running) {
        return correlation == Correlation.none() || correlation == SpanCorrelation.handedOn(running.correlation);
    }

    /** Whether a task that has not run yet belongs to an operation, or brings something along. */
    public final boolean hasContext() {
        return correlation != Correlation.none() || !ThreadContext.isEqual(carried, null);
    }

    /** Gives away what was captured, if nobody resumes this. */
    public final @Nullable Object giveCarried() {
        Object given = carried;
        carried = null;
        return given;
    }

    /** What was captured, as long as this does not run. */
    final @Nullable Object carried() {
        return carried;
    }

    /** What the thread gets back after this task is to have no MDC. */
    final void forgetMdc() {
        carried = ThreadContext.withoutMdc(carried);
    }

    /** Adds an edge: what others logged before something that this task has now seen. */
    public final void join(@Nullable Frontier other, byte via) {
        if (other == null || other == frontier) {
            return;
        }
        frontier = Frontier.union(labelledFrontier(), other, via);
        frontierLabelled = true;
    }

    /** Adds the edge of a response. Events that came in by the future of the response as well count as come by this. */
    final void responded(Frontier response) {
        Frontier labelled = response.labelled(Edge.COMPLETE);
        Frontier own = labelledFrontier();
        frontier = own == null ? labelled : Frontier.union(labelled, own, Edge.AS_LABELLED);
        frontierLabelled = true;
    }

    public final @Nullable Frontier labelledFrontier() {
        return frontierLabelled || frontier == null ? frontier : frontier.labelled(Edge.FORK);
    }
}
