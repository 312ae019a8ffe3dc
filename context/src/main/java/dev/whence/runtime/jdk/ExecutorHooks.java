package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of executors that an application or a library implements itself.
 *
 * <p>Nothing is known of such an executor: neither where it keeps a task, nor which thread takes the task out again.
 * Two things are certain. The executor gets its tasks in {@code execute(Runnable)}. And somewhere in its own code, or
 * in the code of a class that belongs to it, it calls {@code Runnable.run()}. The agent weaves both.
 *
 * <p>When {@code execute} begins, the hook puts an entry for the runnable into a table with weak keys. The entry holds
 * the context of the submission. A submission without a context gets an entry too. Each call of {@code run()} takes the
 * entry of its runnable, if there is one, and resumes its context. The executor always has the runnable itself. It can
 * put the runnable into an array, wrap it, or ask for its class. If a runnable has two entries that differ, nothing
 * tells which run belongs to which entry, and the runnable runs without a context.
 *
 * <p>Two other ways were rejected. To weave the {@code run} methods of all runnables would not reach lambdas. To put a
 * wrapper in the place of the runnable would be visible, because an executor may compare, cast or print its tasks, or
 * return them at its shutdown.
 *
 * <p>While {@code execute} is in progress, the same thread may do more with the runnable. None of this is a second hop:
 *
 * <ul>
 *   <li>The executor runs the runnable at once. It then runs as a part of the task that submits it.
 *   <li>The executor hands the runnable on to another such executor, or to {@code super.execute}. The entry stays as it
 *       is. So a hop through any number of executors is one hop in the logical stack, at the program's call of the
 *       first executor.
 *   <li>The executor hands the runnable on to an executor of the JDK, or makes a thread or a future for it. The context
 *       is captured there, so the entry is removed when {@code execute} returns. The entry stays if the executor of the
 *       JDK has rejected the runnable.
 *   <li>{@code execute} throws. The entry is removed.
 *   <li>The runnable is {@linkplain dev.whence.runtime.SharedWork shared work}. Then the threads and tasks that the
 *       executor starts for it have no context either.
 * </ul>
 */
public final class ExecutorHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Executor");

    static final SubmissionTable<ExecutorRun> SUBMISSIONS = new SubmissionTable<>();

    private static final ExecutorRun AMBIGUOUS = new ExecutorRun();

    /** Does nothing. The agent calls this method early, so that this class is initialised before a hook runs. */
    public static void load() {}

    /** Stands for {@code execute} of an executor that is a lambda or a method reference. */
    @Hidden
    public static void execute(Executor made, @Nullable Runnable runnable) {
        submitting(runnable, false);
        try {
            made.execute(runnable);
        } catch (Throwable e) {
            rejected();
            throw e;
        }
        submitted();
    }

    /** Called when {@code execute} begins. */
    public static void submitting(@Nullable Runnable runnable) {
        submitting(runnable, true);
    }

    /** {@code inExecute} tells whether the stack shows the executor's method. That of a lambda is hidden. */
    private static void submitting(@Nullable Runnable runnable, boolean inExecute) {
        try {
            State state = State.current();
            Submission outer = inProgress(state);
            if (outer != null && outer.isOf(runnable)) {
                if (outer.isCurrent(state)) {
                    outer.repeats++;
                    outer.isHandedOn = false;
                    return;
                }
                outer.take();
            }
            state.submission = submission(state, outer, runnable, inExecute);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable Submission inProgress(State state) {
        return (Submission) state.submission;
    }

    private static Submission submission(
            State state, @Nullable Submission outer, @Nullable Runnable runnable, boolean inExecute) {
        if (runnable == null || !SWITCH.isOn()) {
            return new Submission(outer, state);
        }
        if (runnable instanceof FutureTask<?> future) {
            FutureTaskHooks.submitted(future, state);
            return new Submission(outer, state, future, null, false);
        }
        FunctionType type = FunctionType.of(runnable);
        if (type.isInternal) {
            return new Submission(outer, state);
        }
        ExecutorRun run = type.isShared ? new ExecutorRun() : new ExecutorRun(state, type, inExecute);
        SUBMISSIONS.add(runnable, run);
        if (type.isShared) {
            new Task().resume();
        }
        return new Submission(outer, state, runnable, run, type.isShared);
    }

    /** Called when {@code execute} returns. */
    public static void submitted() {
        end(false);
    }

    /** Called when {@code execute} throws. */
    public static void rejected() {
        end(true);
    }

    private static void end(boolean isRejected) {
        try {
            State state = State.current();
            Submission submission = inProgress(state);
            if (submission == null || --submission.repeats >= 0) {
                return;
            }
            state.submission = submission.outer;
            if (submission.isHandedOn && submission.run != null) {
                submission.run.withdrawn();
            }
            if (submission.isHandedOn || isRejected) {
                submission.take();
            }
            if (submission.isShared) {
                submission.task.unwind(state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Notes that a class of the JDK, which carries the context by itself, has accepted or rejected a runnable. */
    static void handedOn(State state, Object runnable, boolean accepted) {
        Submission submission = inProgress(state);
        if (submission != null && submission.runnable == runnable) {
            submission.isHandedOn = accepted;
        }
    }

    /** Replaces {@code runnable.run()} and {@code Runnable::run}. */
    @Hidden
    public static void run(Runnable runnable) {
        ExecutorRun run = begin(runnable);
        if (run == null) {
            runnable.run();
        } else {
            runAsTask(runnable, run);
        }
    }

    /**
     * Runs a runnable as a task of its own. The frame of this method distinguishes such a run from a run that is a part
     * of the current task.
     */
    @Hidden
    private static void runAsTask(Runnable runnable, ExecutorRun run) {
        try {
            runnable.run();
        } catch (Throwable e) {
            run.failed(e, runnable);
            throw e;
        } finally {
            end(run);
        }
    }

    private static @Nullable ExecutorRun begin(@Nullable Runnable runnable) {
        if (runnable != null && SWITCH.isOn()) {
            try {
                ExecutorRun submitted = SUBMISSIONS.take(runnable, AMBIGUOUS);
                if (submitted != null && !isInProgress(submitted)) {
                    ExecutorRun run = new ExecutorRun(submitted);
                    run.begin(State.current());
                    return run;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /**
     * Returns whether a runnable is run inside the call that submits it. It then runs as a part of its caller, and sees
     * what the executor has put into the MDC before.
     */
    private static boolean isInProgress(ExecutorRun run) {
        State state = State.current();
        for (Submission submission = inProgress(state); submission != null; submission = submission.outer) {
            if (submission.run == run) {
                submission.isTaken = true;
                return submission.isCurrent(state, run);
            }
        }
        return false;
    }

    /**
     * Returns whether a future is run inside the call that submits it. {@code captured} is the task that was captured
     * for the future.
     */
    static boolean isInProgress(FutureTask<?> future, Task captured, State state) {
        Submission submission = submissionOf(future, state);
        return submission != null && submission.isCurrent(state, captured);
    }

    /**
     * Returns whether the thread is in a call of {@code execute} with a future. That executor may hand the future on to
     * another one.
     */
    static boolean isHandingOn(FutureTask<?> future, State state) {
        return submissionOf(future, state) != null;
    }

    private static @Nullable Submission submissionOf(FutureTask<?> future, State state) {
        Submission submission = inProgress(state);
        while (submission != null && submission.runnable != future) {
            submission = submission.outer;
        }
        return submission;
    }

    private static void end(ExecutorRun run) {
        try {
            run.restore(State.current());
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private ExecutorHooks() {}
}
