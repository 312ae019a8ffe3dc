package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.util.TimerTask;

/** What {@link java.util.Timer} and its thread call. */
public final class TimerHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Timer");
    private static final WeakTable<TimerRun> SCHEDULED = new WeakTable<>();

    /** One run of a timer's task. */
    private static final class TimerRun extends Task {
        private final boolean periodic;

        TimerRun(State state, FunctionType type, boolean periodic) {
            super(state.task, Sites.hop(state, type));
            this.periodic = periodic;
            linkIfEndless();
        }

        /** A run of a periodic task, which is an operation of its own. */
        TimerRun(TimerRun scheduled) {
            super(Correlation.onDemand(), scheduled.hop, scheduled.frontier, null);
            this.periodic = true;
        }

        @Override
        String dispatcher() {
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

    /** Instead of {@code task.run()}. */
    @Hidden
    public static void run(TimerTask task) {
        TimerRun scheduled = SWITCH.isOn() ? SCHEDULED.get(task) : null;
        if (scheduled == null) {
            task.run();
            return;
        }
        TimerRun run = scheduled.periodic ? new TimerRun(scheduled) : scheduled;
        State state = run.resume();
        try {
            task.run();
        } catch (Throwable e) {
            run.failed(e);
            throw e;
        } finally {
            run.restore(state);
            finished(task, scheduled, run);
        }
    }

    private static void finished(TimerTask task, TimerRun scheduled, TimerRun run) {
        if (scheduled.periodic) {
            scheduled.frontier = run.frontier;
        } else {
            SCHEDULED.remove(task);
        }
    }

    private TimerHooks() {}
}
