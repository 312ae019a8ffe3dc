package dev.whence.runtime;

/**
 * Code that runs in steps which follow each other, on whatever threads: a coroutine, or the callbacks of a subscriber.
 *
 * <p>Whoever makes it go on, each step runs in the context of the place where the strand began, and descends from the step
 * before and from what the thread has done that takes it. A step may begin on another thread while the one before is about
 * to return; what that one still logs is unordered to the next.
 */
public final class StepwiseWork {
    private final Task context;

    /** As {@link Task#dispatcher}. */
    private final String dispatcher;

    /** Plain: whatever makes the next step follow publishes it. */
    private Task last;

    /** Begins at the current task, which leads by it to code of some class. */
    public StepwiseWork(State state, FunctionType type, String dispatcher) {
        this(new Task(state.task, Sites.hop(state, type)), dispatcher);
        context.linkIfEndless();
        context.frontier = context.labelledFrontier();
    }

    /** Goes on in the context of a task that does not run. */
    public StepwiseWork(Task context, String dispatcher) {
        this.context = context;
        this.dispatcher = dispatcher;
        last = context;
    }

    /** The current thread takes the next step, unless it is within one. */
    public Step step() {
        State state = State.current();
        if (state.task instanceof Step running && running.strand == this) {
            running.depth++;
            return running;
        }
        Step step = new Step(this);
        step.join(state.task.frontier, Edge.COMPLETE);
        last = step;
        step.resume();
        return step;
    }

    /** What a thread does for a strand at a stretch. */
    public static final class Step extends Task {
        private final StepwiseWork strand;
        private int depth = 1;

        private Step(StepwiseWork strand) {
            super(strand.context);
            this.strand = strand;
            this.frontier = strand.last.frontier;
            this.frontierLabelled = true;
        }

        @Override
        protected String dispatcher() {
            return strand.dispatcher;
        }

        /** The current thread leaves this step, as often as it has taken it. */
        public void end(State state) {
            if (--depth == 0) {
                unwind(state);
            }
        }
    }
}
