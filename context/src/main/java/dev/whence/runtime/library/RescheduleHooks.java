package dev.whence.runtime.library;

import dev.whence.context.Correlation;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;

/** The hooks of tasks that schedule themselves again after each run. Each run is an operation of its own. */
public final class RescheduleHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Spring triggers");

    /** One run of such a task. */
    private static final class RescheduledRun extends Task {
        RescheduledRun(Task scheduled) {
            super(Correlation.onDemand(), scheduled);
        }

        @Override
        protected String dispatcher() {
            return "org.springframework.scheduling.concurrent.ReschedulingRunnable.run";
        }
    }

    /** Called when a run begins. {@link #end} follows. */
    public static void begin() {
        if (SWITCH.isOn()) {
            try {
                new RescheduledRun(State.current().task).resume();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a run ends. */
    public static void end() {
        try {
            State.current().end(RescheduledRun.class);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private RescheduleHooks() {}
}
