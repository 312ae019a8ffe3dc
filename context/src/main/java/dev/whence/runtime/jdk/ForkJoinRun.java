package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import dev.whence.runtime.Hop;
import dev.whence.runtime.State;
import dev.whence.runtime.SurroundingRun;
import dev.whence.runtime.Task;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** One run of a fork/join task. */
class ForkJoinRun extends SurroundingRun {
    final boolean periodic;

    /** Whether the next run of a periodic task knows already that it comes after this one. */
    boolean hasLeft;

    /** The JDK's task that runs. Null before and after the run. */
    @Nullable ForkJoinTask<?> running;

    ForkJoinRun(State state, @Nullable Hop hop, boolean periodic) {
        super(state.task, hop);
        this.periodic = periodic;
        linkIfEndless();
    }

    ForkJoinRun(Task captured) {
        super(captured);
        this.periodic = false;
    }

    private ForkJoinRun(Correlation own, ForkJoinRun scheduled) {
        super(own, scheduled);
        this.periodic = true;
    }

    /** Returns the task for the next run. It is this object, unless this object is needed for later runs. */
    ForkJoinRun next() {
        return periodic ? new ForkJoinRun(Correlation.onDemand(), this) : this;
    }

    @Override
    protected boolean isQueued() {
        return true;
    }

    @Override
    protected String dispatcher() {
        return "java.util.concurrent.ForkJoinTask.doExec";
    }
}
