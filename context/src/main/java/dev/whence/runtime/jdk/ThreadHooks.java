package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.SurroundingRun;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link Thread}.
 *
 * <p>A platform thread gets its {@link State} before it starts, as its first thread local. The state holds the captured
 * task. So no hook has to run when the thread begins. Virtual threads are handled by {@link VirtualThreadHooks}.
 */
public final class ThreadHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Thread");

    /** The last frontiers of ended threads. A thread that descends from no log event has no entry. */
    private static final WeakTable<Frontier> ENDED = Sweep.also(WeakTable.ofMany());

    /** The task that is the body of a thread. */
    static final class ThreadRun extends SurroundingRun {
        private final FunctionType type;

        ThreadRun(State starter, FunctionType type) {
            super(starter.task, Sites.hop(starter, type));
            this.type = type;
            timed(starter);
            linkIfEndless();
        }

        /** Creates the state with which the thread begins. */
        State state() {
            State state = new State(this);
            begins();
            state.inherited = giveCarried();
            return state;
        }

        @Override
        public boolean isAround(Task inner, State state) {
            return state.inherited == null && super.isAround(inner, state);
        }

        @Override
        protected boolean isWholeThread() {
            return true;
        }
    }

    /** Returns the thread local that holds the state of a thread. */
    public static ThreadLocal<?> threadLocal() {
        return State.threadLocal();
    }

    /**
     * Returns the state with which a platform thread starts. {@code function} is the function that the thread runs, or
     * null if it is not known.
     */
    public static Object starting(Thread thread, @Nullable Object function) {
        if (SWITCH.isOn()) {
            try {
                ThreadRun run = isWorker(thread) ? null : begun(function == null ? thread : function);
                if (run != null) {
                    State state = run.state();
                    state.limitAdoption();
                    return state;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        State state = new State(new Task());
        if (thread instanceof ForkJoinWorkerThread) {
            state.beginIdle();
        }
        return state;
    }

    /** Returns whether a thread serves many operations and therefore belongs to none. */
    private static boolean isWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread || FunctionType.of(thread).isShared;
    }

    /**
     * Returns the run of a thread that the current thread starts. {@code body} is the function that the new thread
     * runs, or the new thread itself if the function is not known. The result is null if the thread belongs to no
     * operation, or if its function carries the context by other means.
     */
    static @Nullable ThreadRun begun(Object body) {
        FunctionType type = FunctionType.of(body);
        if (type.isShared) {
            return null;
        }
        State starter = State.current();
        if (body instanceof FutureTask<?> future) {
            FutureTaskHooks.submitted(future, starter);
        }
        ExecutorHooks.handedOn(starter, body, true);
        if (type.isInternal && !(body instanceof Thread)) {
            return null;
        }
        ThreadRun run = new ThreadRun(starter, type);
        if (body instanceof FutureTask<?> future && FutureTaskHooks.captured(future) != null) {
            // The hop to the future is measured, and the one to its thread is the same.
            run.withdrawn();
        }
        return run;
    }

    /** Called when an executor that starts a thread for each runnable has got a runnable. */
    public static void given(@Nullable Runnable runnable) {
        if (runnable != null && SWITCH.isOn()) {
            try {
                ExecutorHooks.handedOn(State.current(), runnable, true);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a thread ends with a throwable, before its handler is called. */
    @Hidden
    public static void uncaught(Throwable thrown) {
        try {
            State state = State.current();
            Task task = state.task;
            if (state.last != null) {
                state.last.resume(state);
            } else if (task instanceof ThreadRun run) {
                Throwables.ends(thrown, run, run.type);
            } else if (task instanceof TimerHooks.TimerRun run) {
                Throwables.ends(thrown, run, run.type());
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the current thread ends. It is a platform thread. */
    public static void ending(Thread thread) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                ended(thread, State.current().task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Notes the last frontier of a thread that ends. */
    static void ended(Thread thread, Task last) {
        Frontier frontier = last.frontier;
        if (frontier != null) {
            ENDED.add(thread, frontier);
        }
    }

    /** Called when the current thread has waited for another thread, which may have ended. */
    public static void joined(Thread thread) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                Frontier frontier = ENDED.get(thread);
                if (frontier != null && !thread.isAlive()) {
                    State.current().task.join(frontier, Edge.JOIN);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private ThreadHooks() {}
}
