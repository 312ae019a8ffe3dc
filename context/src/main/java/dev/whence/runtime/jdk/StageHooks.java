package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.State;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The hooks of the places where a {@code CompletableFuture} gives a stage to its executor.
 *
 * <p>The executor may run the stage at once, inside the call of {@code execute}. The hooks tell {@link Continuation}
 * which stage is being given to an executor now.
 */
public final class StageHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture");

    /**
     * Loads the classes that the hooks need. {@code CompletableFuture} calls this method in its initialiser, so that
     * nothing is loaded later inside a hook.
     */
    public static void load() {
        StageFunction.of("");
    }

    /** Replaces {@code executor.execute(stage)} where the stage has just been created. */
    @Hidden
    public static void execute(Executor executor, Runnable stage) {
        try {
            executor.execute(stage);
        } finally {
            started();
        }
    }

    /**
     * Replaces {@code executor.execute(stage)} where the source of the stage has been completed. A {@link ForkJoinPool}
     * never runs the stage at once.
     */
    @Hidden
    public static void claim(Executor executor, Runnable stage) {
        boolean mayRunAtOnce = !(executor instanceof ForkJoinPool);
        queueing(stage, mayRunAtOnce);
        if (mayRunAtOnce) {
            execute(executor, stage);
        } else {
            executor.execute(stage);
        }
    }

    /** Notes the stage if it may run at once, and if it has the context of the current task. */
    private static void queueing(Runnable stage, boolean mayRunAtOnce) {
        try {
            Continuation run = StageFunction.of(stage);
            if (run != null) {
                run.queuedNow();
                if (Incidents.takesLosses()) {
                    Incidents.losesCorrelation(State.current().task, run);
                }
                State state = mayRunAtOnce ? State.current() : null;
                if (state != null && run.hasContextOf(state.task)) {
                    run.starts(state);
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void started() {
        try {
            State state = State.current();
            state.starting = null;
            state.starter = null;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private StageHooks() {}
}
