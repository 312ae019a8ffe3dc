package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.SubmittedRun;

/** A submission to an executor of an application or a library, and one run of it. */
final class ExecutorRun extends SubmittedRun {
    /** Creates a run without a context. */
    ExecutorRun() {}

    ExecutorRun(State state, FunctionType type, boolean inExecute) {
        super(state.task, inExecute ? Sites.hopOfExecute(state, type) : Sites.hop(state, type));
        timed(state);
        linkIfEndless();
    }

    ExecutorRun(ExecutorRun submitted) {
        super(submitted);
        timedAs(submitted);
    }

    @Override
    protected boolean isLikeBody() {
        return true;
    }

    @Override
    protected boolean isQueued() {
        return true;
    }

    @Override
    protected String dispatcher() {
        return "dev.whence.runtime.jdk.ExecutorHooks.runAsTask";
    }
}
