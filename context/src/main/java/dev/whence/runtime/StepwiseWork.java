package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs in successive steps, on any threads: a coroutine, the callbacks of a subscriber, or what a library does
 * for one call.
 *
 * <p>Each step runs in the context of the code that started the work, whichever thread runs it. It descends from the
 * step before and from what the thread did before this step. A step may begin on another thread while the one before is
 * about to return. Events that the earlier step still logs then are unordered to the later step.
 */
public final class StepwiseWork {
    private final Task context;

    /** The library that runs the steps. It also is the {@link Task#dispatcher} of steps that name no method. */
    private final String library;

    /** The last step. It is not volatile: the mechanism that starts the next step publishes it. */
    private Task last;

    /** Whether several operations have had the work done. It is volatile: a step must see what was sent before it. */
    private volatile boolean isShared;

    /** Starts work at the current task, which leads to code of the given class. */
    public StepwiseWork(State state, FunctionType type, String library) {
        this(new Task(state.task, Sites.hop(state, type)), library);
        context.linkIfEndless();
        context.frontier = context.labelledFrontier();
    }

    /** Continues work in the context of a task that is not running. */
    public StepwiseWork(Task context, String library) {
        this.context = context;
        this.library = library;
        last = context;
    }

    /** Whether the steps are those of a library. */
    public boolean isOf(String other) {
        return library.equals(other);
    }

    /**
     * Notes that the current task has something done by this work. If the task is of another operation than the code that
     * started the work, nothing tells any more whom a step is for. So from then on the work is shared.
     */
    public void use() {
        if (!isShared) {
            State state = State.current();
            state.checkAdoption();
            if (!isOf(state.task)) {
                isShared = true;
            }
        }
    }

    /** Whether a task belongs to the operation that started the work. Without a correlation, the MDC tells them apart. */
    private boolean isOf(Task user) {
        return context.isOfOperationOf(user)
                && (context.correlation != Correlation.none()
                        || ThreadContext.isEqual(context.carried(), ThreadContext.capture()));
    }

    /** Whether several operations have had the work done. It stays so for ever. */
    public boolean isShared() {
        return isShared;
    }

    /** Begins the next step on the current thread. Within a step of this work, no new one begins. */
    public Step step() {
        return step(library, false);
    }

    /** As {@link #step()}, for a step that consists of the given method, which is running now. */
    public Step stepIn(String method) {
        return step(method, true);
    }

    private Step step(String dispatcher, boolean isOwn) {
        State state = State.current();
        if (state.task instanceof Step running && running.work == this) {
            running.depth++;
            return running;
        }
        Step step = new Step(this, dispatcher, isOwn);
        step.join(state.task.frontier, Edge.COMPLETE);
        last = step;
        step.resume();
        return step;
    }

    /**
     * Called when code begins that is a part of what runs already, and that will call {@link #end} nevertheless. So the
     * innermost step of the library counts it.
     */
    public static void beginsInside(String library) {
        Step step = innermost(State.current(), library);
        if (step != null) {
            step.depth++;
        }
    }

    /** Ends the innermost step of a library on the current thread. Does nothing if there is none. */
    public static void end(String library) {
        State state = State.current();
        Step step = innermost(state, library);
        if (step != null) {
            step.end(state);
        }
    }

    private static @Nullable Step innermost(State state, String library) {
        for (Task running = state.task; running != null; running = running.previous()) {
            if (running instanceof Step step && step.work.library.equals(library)) {
                return step;
            }
        }
        return null;
    }

    /** One step of the work, which one thread runs. */
    public static final class Step extends Task {
        private final StepwiseWork work;
        private final String dispatcher;
        private final boolean ownsDispatcher;
        private int depth = 1;

        private Step(StepwiseWork work, String dispatcher, boolean ownsDispatcher) {
            super(work.context);
            this.work = work;
            this.dispatcher = dispatcher;
            this.ownsDispatcher = ownsDispatcher;
            this.frontier = work.last.frontier;
            this.frontierLabelled = true;
        }

        @Override
        protected String dispatcher() {
            return dispatcher;
        }

        @Override
        protected boolean ownsDispatcher() {
            return ownsDispatcher;
        }

        /** Ends this step on the current thread, once it was called as often as the step was begun. */
        public void end(State state) {
            if (--depth == 0) {
                unwind(state);
            }
        }
    }
}
