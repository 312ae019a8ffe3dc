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
 * The hooks of the futures of Netty's executors, which {@code submit} and {@code schedule} return.
 *
 * <p>A scheduled future may be run before its time. That run only puts the future into the queue of scheduled tasks.
 * The future may also get into that queue without a call of {@code execute}. So the task that was captured at the
 * construction of the future is kept in a field of the future. For {@link java.util.concurrent.FutureTask} it is the
 * same. The hooks of executors leave these futures alone: see {@link dev.whence.runtime.jdk.ExecutorHooks}.
 */
public final class NettyTaskHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Netty tasks");

    /** One run of the task of a future. */
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

    /** Called when a future has been constructed. The result is kept in the future. */
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

    /** Called when a periodic future has been constructed. */
    public static void periodic(@Nullable Object captured) {
        if (captured instanceof PromiseRun run) {
            run.isPeriodic = true;
        }
    }

    /** Replaces {@code task.call()}. */
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

    /** Replaces {@code task.run()}. */
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
            if (captured instanceof PromiseRun scheduled && scheduled.isPeriodic) {
                scheduled.repeatsAfter(run);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private NettyTaskHooks() {}
}
