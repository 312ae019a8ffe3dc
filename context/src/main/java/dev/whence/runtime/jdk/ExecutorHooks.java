package dev.whence.runtime.jdk;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What executors call that an application or a library implements itself.
 *
 * <p>Nobody knows how such an executor keeps a task and who takes it out again. But it gets tasks in
 * {@code execute(Runnable)}, and somewhere in its own code, or in that of a class that belongs to it, it calls
 * {@code Runnable.run()}. So both are woven. When {@code execute} begins, the context of the submission, <em>also if it is
 * none</em>, is noted in a table of weak entries for the runnable; each {@code run()} takes the entry, if there is one, and
 * resumes it. The runnable is always itself, whatever the executor does with it: puts it into arrays, wraps it in a runnable
 * of its own, asks it for its class. Two entries of one runnable that differ cannot be told apart: it runs in none.
 *
 * <p>Weaving the {@code run} methods of all runnables instead would not reach lambdas, and putting something in the
 * runnable's place would show: an executor may compare, cast or print its tasks, or hand them back at its shutdown.
 *
 * <p>What happens while {@code execute} is in progress, on the same thread, needs no new hop:
 *
 * <ul>
 *   <li>A runnable that is run there and then is just run, as part of the task that submits it.
 *   <li>One that is handed on to another such executor, or to {@code super.execute}, keeps the entry that it has. So a hop
 *       through any number of executors is one in the logical stack, made by the program's call of the first.
 *   <li>One that is handed on to an executor of the JDK, or for which a thread or future is made, has its context there;
 *       the entry goes when {@code execute} returns, unless that executor has rejected it.
 *   <li>One that makes {@code execute} throw leaves no entry.
 *   <li>For {@linkplain dev.whence.runtime.SharedWork shared work}, threads and tasks that the executor begins in order to run it belong to
 *       nobody either.
 * </ul>
 */
public final class ExecutorHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Executor");

    static final SubmissionTable<ExecutorRun> SUBMISSIONS = new SubmissionTable<>();

    private static final ExecutorRun AMBIGUOUS = new ExecutorRun();

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** {@code execute} begins. */
    public static void submitting(@Nullable Runnable runnable) {
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
            state.submission = submission(state, outer, runnable);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable Submission inProgress(State state) {
        return (Submission) state.submission;
    }

    private static Submission submission(State state, @Nullable Submission outer, @Nullable Runnable runnable) {
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
        ExecutorRun run = type.isShared ? new ExecutorRun() : new ExecutorRun(state, type);
        SUBMISSIONS.add(runnable, run);
        if (type.isShared) {
            new Task().resume();
        }
        return new Submission(outer, state, runnable, run, type.isShared);
    }

    /** {@code execute} has returned. */
    public static void submitted() {
        end(false);
    }

    /** {@code execute} throws. */
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

    /** Something of the JDK's, which carries the context by itself, has got a runnable, or has rejected it. */
    static void handedOn(State state, Object runnable, boolean accepted) {
        Submission submission = inProgress(state);
        if (submission != null && submission.runnable == runnable) {
            submission.isHandedOn = accepted;
        }
    }

    /** Instead of {@code runnable.run()} and {@code Runnable::run}. */
    @Hidden
    public static void run(Runnable runnable) {
        ExecutorRun run = begin(runnable);
        if (run == null) {
            runnable.run();
        } else {
            runAsTask(runnable, run);
        }
    }

    /** Not as a part of the current task: the frame tells the two apart. */
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
     * Whether a task is run within the call that submits it, so that it is a part of its caller. What the executor has put
     * into the MDC before is meant for it.
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

    /** The same of a future, by its captured task. */
    static boolean isInProgress(FutureTask<?> future, Task captured, State state) {
        Submission submission = submissionOf(future, state);
        return submission != null && submission.isCurrent(state, captured);
    }

    /** Whether the thread is in an {@code execute} of a future, which may hand it on to another. */
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
