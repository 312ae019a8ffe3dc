package dev.whence.runtime.library;

import dev.whence.context.Correlation;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the futures of Netty's executors call: those of {@code submit} and {@code schedule}.
 *
 * <p>A scheduled one runs first only to put itself among those that wait for their time, and may be put there without
 * {@code execute}. So these keep the task that was captured at their construction in a field, as {@link dev.whence.runtime.jdk.FutureTaskHooks}
 * does, and {@link dev.whence.runtime.jdk.ExecutorHooks} leaves them alone.
 */
public final class NettyTaskHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Netty tasks");

    /** One run of a future's task. */
    private static final class PromiseRun extends Task {
        private boolean isPeriodic;

        PromiseRun(State state, FunctionType function) {
            super(state, function);
            linkIfEndless();
        }

        PromiseRun(PromiseRun scheduled) {
            super(Correlation.onDemand(), scheduled);
        }

        @Override
        protected String dispatcher() {
            return "dev.whence.runtime.library.NettyTaskHooks.";
        }
    }

    /** A future has been constructed; what is returned is kept there. */
    public static @Nullable Object created(@Nullable Object function) {
        if (SWITCH.isOn() && function != null) {
            try {
                return new PromiseRun(State.current(), FunctionType.of(function));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** A future has been constructed that is run again and again. */
    public static void periodic(@Nullable Object captured) {
        if (captured instanceof PromiseRun run) {
            run.isPeriodic = true;
        }
    }

    /** Instead of {@code task.call()}. */
    @Hidden
    public static @Nullable Object call(Callable<?> task, @Nullable Object captured) throws Exception {
        PromiseRun run = begin(captured);
        if (run == null) {
            return task.call();
        }
        try {
            return task.call();
        } catch (Throwable e) {
            run.failed(e, task);
            throw e;
        } finally {
            end(run, captured);
        }
    }

    /** Instead of {@code task.run()}. */
    @Hidden
    public static void run(Runnable task, @Nullable Object captured) {
        PromiseRun run = begin(captured);
        if (run == null) {
            task.run();
            return;
        }
        try {
            task.run();
        } catch (Throwable e) {
            run.failed(e, task);
            throw e;
        } finally {
            end(run, captured);
        }
    }

    private static @Nullable PromiseRun begin(@Nullable Object captured) {
        try {
            if (SWITCH.isOn() && captured instanceof PromiseRun scheduled) {
                PromiseRun run = scheduled.isPeriodic ? new PromiseRun(scheduled) : scheduled;
                run.resume();
                return run;
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return null;
    }

    private static void end(PromiseRun run, @Nullable Object captured) {
        try {
            run.restore(State.current());
            if (captured instanceof PromiseRun scheduled) {
                scheduled.frontier = run.frontier;
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private NettyTaskHooks() {}
}
