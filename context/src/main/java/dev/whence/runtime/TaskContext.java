package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * The context of a task: its correlation, the hop that led to it, the events that precede it, and its {@link
 * ThreadContext}. It is captured when the task is created, and changes while the task runs.
 */
public abstract class TaskContext {
    /** The number of times that a task may submit itself without losing its context. */
    private static final int MAX_GENERATIONS = 64;

    private static final byte MANY = Byte.MAX_VALUE;

    public Correlation correlation;

    /** The hop that led to the task. Null for the root task of a thread, and once the adopted context has ended. */
    public @Nullable Hop hop;

    /**
     * The last events that this task descends from, or its own last event. Null if nothing was logged before or in it.
     */
    public @Nullable Frontier frontier;

    /**
     * A {@link ThreadContext}. Before the run it is the captured one. During the run it is the previous one of the
     * thread.
     */
    @Nullable Object carried;

    /** Whether the events of the frontier have the labels of their edges. If not, all of them come from the fork. */
    public boolean frontierLabelled;

    /**
     * Whether the task has the context of the operation in which it was begun, rather than one of its own. It is false
     * for the run of a periodic task, and once the adopted context has ended.
     */
    boolean isAdopting = true;

    /**
     * The number of scopes for a correlation that were opened in this task and were not closed. From {@link #MANY} on it
     * does not change any more. A larger type would make most tasks 8 bytes larger.
     */
    private byte scopes;

    /** Captures the context of the current task for a function that is handed on now. Shared work has no context. */
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
     * Removes the context of a task that has submitted itself many times in a row. A consumer loop that a request has
     * started must not keep the ID of that request for ever. The logical stack still shows where the loop was started.
     */
    public final void linkIfEndless() {
        if (hop != null && hop.repeat > MAX_GENERATIONS) {
            correlation = Correlation.none();
            carried = null;
        }
    }

    /**
     * Whether this task has the context that a hop of {@code parent}, the current task, would capture now. This task
     * has not run yet. The site of the hop is not compared.
     */
    public final boolean hasHopAndContextOf(TaskContext parent) {
        return frontier == parent.frontier && (hop == null || hop.parent == parent.hop) && hasContextOf(parent);
    }

    /**
     * Whether this task has the present correlation and context of {@code parent}, the current task. This task has not
     * run yet.
     */
    public final boolean hasContextOf(TaskContext parent) {
        return correlation == SpanCorrelation.handedOn(parent.correlation) && ThreadContext.isCurrent(carried);
    }

    /**
     * Whether this task, which has not run yet, belongs to the operation of {@code running}, or both to none. A
     * correlation with other entries may still be that of the same operation.
     */
    public final boolean isOfOperationOf(TaskContext running) {
        Correlation other = SpanCorrelation.handedOn(running.correlation);
        return correlation == other
                || (correlation != Correlation.none()
                        && other != Correlation.none()
                        && correlation.id().equals(other.id()));
    }

    /** Whether this task and another one, which both have not run yet, have equal correlations and contexts. */
    public final boolean hasEqualContext(TaskContext other) {
        return correlation == other.correlation && ThreadContext.isEqual(carried, other.carried);
    }

    /**
     * Whether this task may run as a part of a running one: it has the same correlation, or none. This task has not run
     * yet.
     */
    public final boolean mayBePartOf(TaskContext running) {
        return correlation == Correlation.none() || correlation == SpanCorrelation.handedOn(running.correlation);
    }

    /** Whether this task, which has not run yet, has a correlation, an MDC or a tracing context. */
    public final boolean hasContext() {
        return correlation != Correlation.none() || !ThreadContext.isEqual(carried, null);
    }

    /** Removes and returns the captured context. Only for a task that is never resumed. */
    public final @Nullable Object giveCarried() {
        Object given = carried;
        carried = null;
        return given;
    }

    /** Returns the captured context. Only for a task that does not run. */
    final @Nullable Object carried() {
        return carried;
    }

    /** Removes the correlation that this task has adopted, unless the program has replaced it, and the hop. */
    final void disown(Correlation adopted) {
        if (correlation == adopted) {
            correlation = Correlation.none();
        }
        hop = null;
        isAdopting = false;
    }

    /** Whether the adopted context of this task has ended. */
    final boolean isDisowned() {
        return hop == null && !isAdopting;
    }

    /** Removes the MDC from the context that the thread gets back after this task. */
    final void forgetMdc() {
        carried = ThreadContext.withoutMdc(carried);
    }

    final void scopeOpened() {
        if (scopes < MANY) {
            scopes++;
        }
    }

    final void scopeClosed() {
        if (scopes > 0 && scopes < MANY) {
            scopes--;
        }
    }

    /** Whether the program has opened a scope for a correlation in this task and has not closed it. */
    public final boolean hasOpenScope() {
        return scopes > 0;
    }

    /** Adds predecessors to this task, by an edge of the kind {@code via}. */
    public final void join(@Nullable Frontier other, byte via) {
        if (other == null || other == frontier || (HopSpan.ARE_MADE && SpanFrontier.isEmpty(other))) {
            return;
        }
        frontier = Frontier.union(labelledFrontier(), other, via);
        frontierLabelled = true;
    }

    /**
     * Adds the edge of a response. If an event precedes this task in another way too, such as by the future of the
     * response, the label of this edge is used for it.
     */
    final void responded(Frontier response) {
        Frontier labelled = response.labelled(Edge.COMPLETE);
        Frontier own = labelledFrontier();
        frontier = own == null ? labelled : Frontier.union(labelled, own, Edge.AS_LABELLED);
        frontierLabelled = true;
    }

    /** Returns the frontier with the labels of its edges. Events without a label come from the fork. */
    public final @Nullable Frontier labelledFrontier() {
        return frontierLabelled || frontier == null ? frontier : frontier.labelled(Edge.FORK);
    }
}
