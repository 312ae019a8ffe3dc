package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The run of a continuation's function: it descends from its registrar, and from whoever completed its sources.
 *
 * <p>It takes the place of the function inside the JDK's {@code Completion}, so that a registration costs one object.
 * When the function has run, its frontier is left at the dependent future, where the completion that follows finds it.
 */
abstract class Continuation extends Task {
    /** Run where the sources are completed, all of which count. */
    static final byte INLINE = 0;

    /** Run by an executor. */
    static final byte ASYNC = 1;

    /** {@link #ASYNC}, and given to the executor as soon as it is made. */
    static final byte STARTING = 3;

    /** Only one of the sources counts. */
    static final byte EITHER = 4;

    /** Run within the call that has started it. */
    private static final byte PART = 8;

    final @Nullable CompletableFuture<?> dependent;
    final @Nullable CompletableFuture<?> source;
    final @Nullable CompletableFuture<?> second;

    /** A sum of the values above. */
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
        }
    }

    /** If its sources are complete already, it would not be made unless to be started at once. */
    static byte kind(
            @Nullable Executor executor, @Nullable CompletableFuture<?> src, @Nullable CompletableFuture<?> snd) {
        if (executor != null) {
            return ASYNC;
        }
        return Completers.isDone(src) && Completers.isDone(snd) ? STARTING : INLINE;
    }

    static byte kindOfEither(@Nullable Executor executor) {
        return executor == null ? EITHER : EITHER | ASYNC;
    }

    final boolean isOfEither() {
        return (kind & EITHER) != 0;
    }

    /** This is about to be given to an executor. */
    final void starts(State state) {
        state.starting = this;
        state.starter = state.task;
    }

    /** A stage that runs where its source is completed sees nothing of what the program has put around the completion. */
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
            resume(state);
        }
        return state;
    }

    /** Whether an executor runs this at once, in the call that starts it, and with what it has put around it. */
    private boolean isPartOf(State state) {
        return state.starting == this && state.starter == state.task && mayBePartOf(state.task);
    }

    @Hidden
    final void end(State state) {
        endRun(state);
        CompletionEdges.ran(this, state);
    }

    /** As {@link #end}, but the dependent is completed by the stage that the function has yielded. */
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

    /** What the future then makes of the throwable is bound alike. */
    @Hidden
    final void failed(Throwable thrown, Object function, State state) {
        state.left = Throwables.leaves(thrown, this, function);
    }

    @Override
    protected final String dispatcher() {
        return "dev.whence.runtime.jdk.ContinuationRuns$";
    }
}
