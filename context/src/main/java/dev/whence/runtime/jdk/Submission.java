package dev.whence.runtime.jdk;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import org.jspecify.annotations.Nullable;

/** A call of {@code execute} that is in progress on a thread. */
final class Submission {
    /**
     * The call of {@code execute} that contains this one. An executor may hand a runnable on to another executor.
     */
    final @Nullable Submission outer;

    final @Nullable Runnable runnable;

    /** The entry of the runnable in the table. Null if the runnable carries its context by other means. */
    final @Nullable ExecutorRun run;

    /**
     * The current task of the thread during the call. It is the submitter's task, or a task without a context for
     * shared work.
     */
    final Task task;

    final boolean isShared;

    /** The number of nested calls of {@code execute} with the same runnable that have not returned yet. */
    int repeats;

    /**
     * Whether a class of the JDK carries the context of the runnable now, so that the entry in the table is not
     * needed.
     */
    boolean isHandedOn;

    /** Whether the entry has been taken out of the table. */
    boolean isTaken;

    /** Creates a submission without an entry in the table. */
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

    /** Returns whether the thread is still in the task and the context of the submission. */
    boolean isCurrent(State state) {
        return task == state.task && run != null && run.hasContextOf(task);
    }

    /**
     * Returns whether the thread is still in the task of this call, and the submitted task may run as a part of it.
     * An executor may have opened a scope in the meantime. Such a scope is meant for tasks without a correlation.
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
