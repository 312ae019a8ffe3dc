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
 * What the lists of listeners call in which Guava's futures keep a listener and its executor until they are done: the
 * executor is replaced by one that calls it in the registrar's context, so that whatever runs the listener, the caller
 * itself or a pool that captures, finds that. Guava makes no other use of the executor than to hand it the listener once.
 */
public final class GuavaHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Guava");

    /** The hand-over of a listener to its executor, which is the run of the listener if that calls it at once. */
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

        /** Whether the thread is in the registrar's context now. */
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

    /** A listener is registered; what this returns takes the place of its executor. */
    public static @Nullable Executor registered(@Nullable Executor executor, @Nullable Runnable listener) {
        return handOver(executor, listener, true);
    }

    /** A listener is about to be handed to its executor, which is no hand-over if that was before the agent. */
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

    /** The current task fails a future with a throwable. */
    @Hidden
    public static void handedOver(@Nullable Throwable throwable) {
        Throwables.handedOver(throwable);
    }

    private GuavaHooks() {}
}
