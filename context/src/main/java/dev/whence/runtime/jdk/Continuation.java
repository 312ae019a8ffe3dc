package dev.whence.runtime.jdk;

import dev.whence.runtime.Failures;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One run of the function of a continuation. It has the context of the code that registered the function. It descends
 * from that code and from the completers of its sources.
 *
 * <p>This object replaces the function inside the JDK's {@code Completion}, so that a registration costs one object.
 * After the run, its frontier is added to the dependent future, which is completed next: see {@link Completers}.
 *
 * <p>How it is resumed depends on the caller of the function:
 *
 * <ul>
 *   <li>An executor that runs the stage at once, inside the call that starts it: the run is a part of the current task,
 *       unless the stage belongs to another operation.
 *   <li>An executor that runs the stage later, or a worker between two tasks: the run also gets what has been set
 *       around it, as {@link Task#resumeWithin} describes.
 *   <li>A task that completes a source: the run gets the captured context only. What the program has set around the
 *       completion belongs to the completer.
 * </ul>
 */
abstract class Continuation extends Task {
    /** The function runs on the thread that completes the sources. It needs all of them. */
    static final byte INLINE = 0;

    /** An executor runs the function. */
    static final byte ASYNC = 1;

    /** As {@link #ASYNC}. The continuation is given to the executor as soon as it has been created. */
    static final byte STARTING = 3;

    /** The function needs only one of the sources. */
    static final byte EITHER = 4;

    /** The function runs inside the call that has started the continuation. */
    private static final byte PART = 8;

    final @Nullable CompletableFuture<?> dependent;
    final @Nullable CompletableFuture<?> source;
    final @Nullable CompletableFuture<?> second;

    /** A combination of the values above. */
    private byte kind;

    Continuation(
            Object function,
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second,
            byte kind) {
        this(State.current(), function, dependent, source, second, kind);
    }

    private Continuation(
            State state,
            Object function,
            @Nullable CompletableFuture<?> dependent,
            @Nullable CompletableFuture<?> source,
            @Nullable CompletableFuture<?> second,
            byte kind) {
        super(state, FunctionType.of(function));
        this.dependent = dependent;
        this.source = source;
        this.second = second;
        this.kind = kind;
        if (kind == STARTING) {
            starts(state);
        } else {
            Sources.note(state, source);
            Sources.note(state, second);
            if (kind == INLINE && dependent != null) {
                Completers.reach(dependent);
            }
        }
    }

    /**
     * Returns the kind of a continuation that needs all its sources. If they are complete already, the JDK creates a
     * continuation only to give it to an executor at once. It then passes no executor to the constructor.
     */
    static byte kind(
            @Nullable Executor executor, @Nullable CompletableFuture<?> src, @Nullable CompletableFuture<?> snd) {
        if (executor != null) {
            return ASYNC;
        }
        return Completers.isDone(src) && Completers.isDone(snd) ? STARTING : INLINE;
    }

    /** Returns the kind of a continuation that needs one of its sources. */
    static byte kindOfEither(@Nullable Executor executor) {
        return executor == null ? EITHER : EITHER | ASYNC;
    }

    final boolean isOfEither() {
        return (kind & EITHER) != 0;
    }

    /** Called before the current task gives this continuation to an executor. */
    final void starts(State state) {
        state.starting = this;
        state.starter = state.task;
    }

    /** Begins the run, as the description of the class says. Returns the state of the thread. */
    @Hidden
    final State begin() {
        State state = State.current();
        state.left = null;
        CompletionEdges.continued(this, state);
        if (isPartOf(state)) {
            kind |= PART;
            resumeAsPart(state);
        } else if ((kind & ASYNC) != 0 || state.task == state.idle) {
            resumeWithin(state);
        } else {
            if (Incidents.takesLosses()) {
                Incidents.losesCorrelation(state.task, this);
            }
            resume(state);
        }
        return state;
    }

    /** Whether an executor runs this inside the call that starts it, as a part of the current task. */
    private boolean isPartOf(State state) {
        return state.starting == this && state.starter == state.task && mayBePartOf(state.task);
    }

    /** Ends the run. The current thread completes the dependent next. */
    @Hidden
    final void end(State state) {
        endRun(state);
        CompletionEdges.ran(this, state);
    }

    /** As {@link #end}, but the stage that the function has returned completes the dependent. */
    @Hidden
    final void endComposed(State state) {
        endRun(state);
        CompletionEdges.ran(this, null);
    }

    @Hidden
    private void endRun(State state) {
        if ((kind & PART) != 0) {
            restorePart(state);
        } else {
            restore(state);
        }
    }

    /**
     * Binds a throwable that the function has thrown. The future wraps it in an exception of its own. The state keeps
     * the binding, so that this exception gets the same one.
     */
    @Hidden
    final void failed(Throwable thrown, Object function, State state) {
        state.left = Throwables.leaves(thrown, this, function);
        Failures.leaves(thrown, this, state);
    }

    @Override
    protected final boolean isQueued() {
        return (kind & ASYNC) != 0;
    }

    @Override
    protected final String dispatcher() {
        return "dev.whence.runtime.jdk.ContinuationRuns$";
    }
}
