package dev.whence.runtime.library;

import dev.whence.runtime.Edge;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of the lists in which Guava's futures keep listeners with their executors until the future is done.
 *
 * <p>The hook replaces the executor in such a list by one that calls the original executor in the context of the
 * registrar. So the listener has that context in both cases: if the executor runs the listener at once, and if a thread
 * pool captures the current context for it. The replacement is safe because Guava uses the executor only once, to hand
 * the listener to it.
 */
public final class GuavaHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Guava");

    /**
     * The call of a listener's executor with the listener. It is also the run of the listener if the executor runs it
     * at once.
     */
    private static final class HandOver extends Task implements Executor {
        private final Executor executor;

        HandOver(State state, Runnable listener, Executor executor) {
            super(state.task, Sites.hop(state, FunctionType.of(listener)));
            this.executor = executor;
        }

        HandOver(Task other, Executor executor) {
            super(other);
            this.executor = executor;
        }

        @Override
        @Hidden
        public void execute(Runnable listener) {
            if (!begin()) {
                executor.execute(listener);
                return;
            }
            try {
                executor.execute(listener);
            } catch (Throwable e) {
                failed(e, null);
                throw e;
            } finally {
                end();
            }
        }

        /** Joins the completing task, and resumes the registrar's context. Returns whether that has succeeded. */
        private boolean begin() {
            try {
                State state = State.current();
                join(state.task.frontier, Edge.COMPLETE);
                resume(state);
                return true;
            } catch (Throwable e) {
                SWITCH.failed(e);
                return false;
            }
        }

        private void end() {
            try {
                unwind(State.current());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }

        @Override
        protected String dispatcher() {
            return "com.google.common.util.concurrent.";
        }

        @Override
        public String toString() {
            return executor.toString();
        }
    }

    /** Called when a listener is registered. The result takes the place of the executor of the listener. */
    public static @Nullable Executor registered(@Nullable Executor executor, @Nullable Runnable listener) {
        return handOver(executor, listener, true);
    }

    /**
     * Called before a listener is handed to its executor. If the listener was registered before the agent was attached,
     * its executor is replaced now, by one that calls it without a context.
     */
    public static @Nullable Executor completing(@Nullable Executor executor, @Nullable Runnable listener) {
        return executor instanceof HandOver ? executor : handOver(executor, listener, false);
    }

    private static @Nullable Executor handOver(
            @Nullable Executor executor, @Nullable Runnable listener, boolean isOfCaller) {
        if (executor == null || listener == null || !SWITCH.isOn()) {
            return executor;
        }
        try {
            if (FunctionType.of(listener).isInternal) {
                return executor;
            }
            return isOfCaller
                    ? new HandOver(State.current(), listener, executor)
                    : new HandOver(Task.ofNobody(), executor);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return executor;
        }
    }

    /** Called when the current task completes a future with a throwable. */
    @Hidden
    public static void handedOver(@Nullable Throwable throwable) {
        Throwables.handedOver(throwable);
    }

    private GuavaHooks() {}
}
