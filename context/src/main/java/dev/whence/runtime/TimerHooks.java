package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** What {@link java.util.Timer} and its thread call. */
public final class TimerHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Timer");
    private static final WeakTable<TimerRun> SCHEDULED = Sweep.also(new WeakTable<>());

    /** One run of a timer's task. */
    private static final class TimerRun extends Task {
        private final boolean periodic;

        TimerRun(State state, FunctionType type, boolean periodic) {
            super(state.task, Sites.hop(state, type));
            this.periodic = periodic;
            linkIfEndless();
        }

        TimerRun(TimerRun scheduled) {
            super(Correlation.onDemand(), scheduled);
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
        TimerRun run = begin(task);
        if (run == null) {
            task.run();
            return;
        }
        try {
            task.run();
        } catch (Throwable e) {
            run.failed(e);
            throw e;
        } finally {
            end(task, run);
        }
    }

    private static @Nullable TimerRun begin(TimerTask task) {
        try {
            TimerRun scheduled = SWITCH.isOn() ? SCHEDULED.get(task) : null;
            if (scheduled != null) {
                TimerRun run = scheduled.periodic ? new TimerRun(scheduled) : scheduled;
                run.resume();
                return run;
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return null;
    }

    private static void end(TimerTask task, TimerRun run) {
        try {
            run.restore(State.current());
            if (run.periodic) {
                follow(SCHEDULED.get(task), run);
            } else {
                SCHEDULED.remove(task);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void follow(@Nullable TimerRun scheduled, TimerRun run) {
        if (scheduled != null) {
            scheduled.frontier = run.frontier;
        }
    }

    private TimerHooks() {}
}
