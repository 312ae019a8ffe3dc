package dev.whence.runtime.jdk;

import dev.whence.context.Correlation;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * What {@link java.util.Timer} and its thread call.
 *
 * <p>The thread of a timer that was made before the agent stays in the JDK's code as it was, but what that calls is woven:
 * the task begins when it is taken out of the queue, or put back for the next time, and ends when the thread looks into
 * the queue again.
 */
public final class TimerHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Timer");
    private static final WeakTable<TimerRun> SCHEDULED = Sweep.also(new WeakTable<>());

    /** One run of a timer's task. */
    static final class TimerRun extends Task {
        private final boolean periodic;

        /** The program's task, while it runs on a thread that was there before the agent. */
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

    /** Called when the class is initialised, so that nothing is loaded later inside a hook. */
    public static void load() {}

    /** A task is scheduled: it runs in the context of that place, not of its construction. */
    public static void scheduled(TimerTask task, long period) {
        if (SWITCH.isOn()) {
            try {
                SCHEDULED.put(task, new TimerRun(State.current(), FunctionType.of(task), period != 0));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A task is cancelled; {@code inTime} tells whether there was a run to come. */
    public static void cancelled(boolean inTime, TimerTask task) {
        if (inTime) {
            try {
                SCHEDULED.remove(task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Instead of {@code task.run()}. */
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
            throw e;
        } finally {
            end(task, run);
        }
    }

    /** The thread of a timer has found a task that is due, or cancelled. */
    public static void due(@Nullable TimerTask task) {
        TimerRun run = task == null ? null : begin(task);
        if (run != null) {
            run.running = task;
        }
    }

    /** The thread of a timer looks into its queue. */
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

    /** It cannot be scheduled again; and if its thread dies of it, nobody would tell that it has ended. */
    private static TimerRun once(TimerRun scheduled, TimerTask task) {
        SCHEDULED.remove(task);
        return scheduled;
    }

    /** What a task throws ends the thread of its timer. */
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
                scheduled.frontier = run.frontier;
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private TimerHooks() {}
}
