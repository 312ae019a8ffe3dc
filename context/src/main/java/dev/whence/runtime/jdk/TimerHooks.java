package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link java.util.Timer}, of its tasks and of its thread.
 *
 * <p>The thread of a timer stays in one method of the JDK as long as it lives. If the timer was created before the
 * agent was attached, that method cannot be replaced for it. But it calls methods of the timer's queue, and these are
 * woven. So the task begins when it is removed from the queue or put back for its next run. It ends when the thread
 * looks into the queue again.
 */
public final class TimerHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Timer");
    private static final WeakTable<TimerRun> SCHEDULED = Sweep.also(new WeakTable<>());

    /** One run of a timer task. */
    static final class TimerRun extends Task {
        private final boolean periodic;

        /** The timer task that runs on a thread from before the agent. Null otherwise. */
        private @Nullable TimerTask running;

        TimerRun(State state, FunctionType type, boolean periodic) {
            super(state, type);
            this.periodic = periodic;
            linkIfEndless();
        }

        TimerRun(TimerRun scheduled) {
            super(Correlation.onDemand(), scheduled);
            this.periodic = true;
        }

        @Nullable FunctionType type() {
            return running == null ? null : FunctionType.of(running);
        }

        @Override
        protected String dispatcher() {
            return "java.util.TimerThread";
        }
    }

    /**
     * Does nothing. {@link java.util.Timer} calls this method in its initialiser, so that this class is not loaded
     * later inside a hook.
     */
    public static void load() {}

    /** Called when a task is scheduled. It runs in the context of this call, not of its construction. */
    public static void scheduled(TimerTask task, long period) {
        if (SWITCH.isOn()) {
            try {
                SCHEDULED.put(task, new TimerRun(State.current(), FunctionType.of(task), period != 0));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Returns the captured task of a timer task that waits, or null if there is none. */
    static @Nullable Task captured(TimerTask task) {
        return SCHEDULED.get(task);
    }

    /** Called when a task is cancelled. {@code inTime} tells whether a run was still to come. */
    public static void cancelled(boolean inTime, TimerTask task) {
        if (inTime) {
            try {
                SCHEDULED.remove(task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Replaces {@code task.run()}. */
    @Hidden
    public static void run(TimerTask task) {
        TimerRun run = begin(task);
        if (run == null) {
            task.run();
            return;
        }
        try {
            task.run();
        } catch (Throwable e) {
            run.failed(e, task);
            dying(run);
            if (run.periodic) {
                Incidents.periodicTaskDied(task, run, SCHEDULED.get(task), e);
            }
            throw e;
        } finally {
            end(task, run);
        }
    }

    /** Called when the thread of a timer has found a task that is due or cancelled. */
    public static void due(@Nullable TimerTask task) {
        TimerRun run = task == null ? null : begin(task);
        if (run != null) {
            run.running = task;
        }
    }

    /** Called when the thread of a timer looks into its queue. */
    public static void idle() {
        try {
            TimerRun run = State.current().innermost(TimerRun.class);
            if (run != null && run.running != null) {
                TimerTask task = run.running;
                run.running = null;
                end(task, run);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable TimerRun begin(TimerTask task) {
        try {
            TimerRun scheduled = SWITCH.isOn() ? SCHEDULED.get(task) : null;
            if (scheduled != null) {
                TimerRun run = scheduled.periodic ? new TimerRun(scheduled) : once(scheduled, task);
                run.resume();
                return run;
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return null;
    }

    /**
     * Returns the captured task of a timer task that runs once, and removes it from the table. A timer task cannot be
     * scheduled again. The removal comes before the run: if a throwable of the task ends a thread from before the
     * agent, no hook is called at the end of the run.
     */
    private static TimerRun once(TimerRun scheduled, TimerTask task) {
        SCHEDULED.remove(task);
        return scheduled;
    }

    /** Notes the task in which the thread of a timer ends. A throwable of a timer task ends the thread. */
    private static void dying(TimerRun run) {
        try {
            State.current().last = run;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void end(TimerTask task, TimerRun run) {
        try {
            State.current().end(run);
            TimerRun scheduled = run.periodic ? SCHEDULED.get(task) : null;
            if (scheduled != null) {
                scheduled.repeatsAfter(run);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private TimerHooks() {}
}
