package dev.whence.runtime;

/**
 * Code that runs in successive steps, on any threads: a coroutine, or the callbacks of a subscriber.
 *
 * <p>Each step runs in the context of the code that started the work, whichever thread runs it. It descends from the
 * step before and from what the thread did before this step. A step may begin on another thread while the one before is
 * about to return. Events that the earlier step still logs then are unordered to the later step.
 */
public final class StepwiseWork {
    private final Task context;

    /** As {@link Task#dispatcher}. */
    private final String dispatcher;

    /** The last step. It is not volatile: the mechanism that starts the next step publishes it. */
    private Task last;

    /** Starts work at the current task, which leads to code of the given class. */
    public StepwiseWork(State state, FunctionType type, String dispatcher) {
        this(new Task(state.task, Sites.hop(state, type)), dispatcher);
        context.linkIfEndless();
        context.frontier = context.labelledFrontier();
    }

    /** Continues work in the context of a task that is not running. */
    public StepwiseWork(Task context, String dispatcher) {
        this.context = context;
        this.dispatcher = dispatcher;
        last = context;
    }

    /** Begins the next step on the current thread. Within a step of this work, no new one begins. */
    public Step step() {
        State state = State.current();
        if (state.task instanceof Step running && running.work == this) {
            running.depth++;
            return running;
        }
        Step step = new Step(this);
        step.join(state.task.frontier, Edge.COMPLETE);
        last = step;
        step.resume();
        return step;
    }

    /** One step of the work, which one thread runs. */
    public static final class Step extends Task {
        private final StepwiseWork work;
        private int depth = 1;

        private Step(StepwiseWork work) {
            super(work.context);
            this.work = work;
            this.frontier = work.last.frontier;
            this.frontierLabelled = true;
        }

        @Override
        protected String dispatcher() {
            return work.dispatcher;
        }

        /** Ends this step on the current thread, once it was called as often as the step was begun. */
        public void end(State state) {
            if (--depth == 0) {
                unwind(state);
            }
        }
    }
}
