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
 * What {@link Thread} calls.
 *
 * <p>A thread gets its task with its first thread local before it starts, so that nothing has to run when it does.
 */
public final class ThreadHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Thread");

    /** The final frontiers of threads that have ended; only of those that descend from something logged. */
    private static final WeakTable<Frontier> ENDED = Sweep.also(WeakTable.ofMany());

    /** The body of a thread. */
    static final class ThreadRun extends SurroundingRun {
        private final FunctionType type;

        /** Whether the thread has come to serve others. */
        private boolean isOver;

        ThreadRun(State starter, FunctionType type) {
            super(starter.task, Sites.hop(starter, type));
            this.type = type;
            linkIfEndless();
        }

        /** The state in which the thread begins. */
        State state() {
            State state = new State(this);
            begins();
            state.inherited = giveCarried();
            return state;
        }

        @Override
        public boolean isAround(Task inner, State state) {
            return !isOver && state.inherited == null && super.isAround(inner, state);
        }

        @Override
        protected void adoptionEnds() {
            isOver = true;
        }

        @Override
        protected boolean isWholeThread() {
            return true;
        }
    }

    /** The thread local that holds a thread's state. */
    public static ThreadLocal<?> threadLocal() {
        return State.threadLocal();
    }

    /** The state with which a platform thread starts; {@code function} is what it runs, if that is known. */
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

    /** Threads that serve everybody belong to nobody's operation. */
    private static boolean isWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread || FunctionType.of(thread).isShared;
    }

    /**
     * The run of a thread that the current one starts, by what it runs, or by itself if that is not known; null if it
     * belongs to nobody.
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
        return type.isInternal && !(body instanceof Thread) ? null : new ThreadRun(starter, type);
    }

    /** An executor that starts a thread for each runnable has got one. */
    public static void given(@Nullable Runnable runnable) {
        if (runnable != null && SWITCH.isOn()) {
            try {
                ExecutorHooks.handedOn(State.current(), runnable, true);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A thread ends with a throwable, and its handler is about to be told. */
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

    /** The current thread, a platform thread, ends. */
    public static void ending(Thread thread) {
        if (Causality.isTracked() && SWITCH.isOn()) {
            try {
                ended(thread, State.current().task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A thread has ended in some task. */
    static void ended(Thread thread, Task last) {
        Frontier frontier = last.frontier;
        if (frontier != null) {
            ENDED.add(thread, frontier);
        }
    }

    /** The current thread has waited for another, which may have ended. */
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
