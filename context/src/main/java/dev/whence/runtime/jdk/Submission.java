package dev.whence.runtime.jdk;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/** An {@code execute} that is in progress on a thread. */
final class Submission {
    /** The one that it is a part of, as an executor may hand on to others. */
    final @Nullable Submission outer;

    final @Nullable Runnable runnable;

    /** What stands in the table for the runnable; null if that carries its context by other means. */
    final @Nullable ExecutorRun run;

    /** What the thread does meanwhile: the submitter's task, or one that is nobody's for shared work. */
    final Task task;

    final boolean isShared;

    /** How many more times the runnable was handed on to an {@code execute} that has not returned. */
    int repeats;

    /** Whether something of the JDK's has the runnable now, so that what stands in the table is not needed. */
    boolean isHandedOn;

    /** Whether the table has it no more. */
    boolean isTaken;

    /** A submission that needs nothing. */
    Submission(@Nullable Submission outer, State state) {
        this(outer, state, null, null, false);
    }

    Submission(
            @Nullable Submission outer,
            State state,
            @Nullable Runnable runnable,
            @Nullable ExecutorRun run,
            boolean isShared) {
        this.outer = outer;
        this.runnable = runnable;
        this.run = run;
        this.task = state.task;
        this.isShared = isShared;
    }

    boolean isOf(@Nullable Object submitted) {
        return runnable == submitted && run != null && !isTaken;
    }

    /** Whether the thread is still in the task and context of the submission. */
    boolean isCurrent(State state) {
        return task == state.task && run != null && run.hasContextOf(task);
    }

    /**
     * Whether the thread is still in the task and correlation of the submission, which led to this one. A scope that the
     * executor has opened is meant for what has no correlation.
     */
    boolean isCurrent(State state, Task submitted) {
        return task == state.task && submitted.mayBePartOf(task);
    }

    void take() {
        if (runnable != null && run != null && !isTaken) {
            isTaken = true;
            ExecutorHooks.SUBMISSIONS.take(runnable, null);
        }
    }
}
