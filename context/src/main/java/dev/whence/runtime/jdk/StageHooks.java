package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** The hooks of the places where a {@code CompletableFuture} gives a stage to its executor, which may run the stage at once. */
public final class StageHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture");

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {
        StageFunction.of("");
    }

    /** Instead of {@code executor.execute(stage)}, where that was just made. */
    @Hidden
    public static void execute(Executor executor, Runnable stage) {
        try {
            executor.execute(stage);
        } finally {
            started();
        }
    }

    /** Instead of {@code executor.execute(stage)}, where its source was completed. No fork/join pool runs it at once. */
    @Hidden
    public static void claim(Executor executor, Runnable stage) {
        if (executor instanceof ForkJoinPool) {
            executor.execute(stage);
        } else {
            starting(stage);
            execute(executor, stage);
        }
    }

    private static void starting(Runnable stage) {
        try {
            Continuation run = StageFunction.of(stage);
            State state = State.current();
            if (run != null && run.hasContextOf(state.task)) {
                run.starts(state);
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
