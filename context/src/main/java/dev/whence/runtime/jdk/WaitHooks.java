package dev.whence.runtime.jdk;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.WorkLoop;

/**
 * The hooks of waits by which a {@linkplain WorkLoop loop gets its work}: of queues, conditions, monitors, selectors
 * and server sockets.
 */
public final class WaitHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("waits for work");

    /** Called before the current thread takes an element of a queue, or waits for a condition or a monitor. */
    public static void waiting(Object object) {
        if (SWITCH.isOn()) {
            try {
                State.current().waits(object, WorkLoop.Kind.OBJECT);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called before the current thread selects keys or accepts a connection. */
    public static void serving(Object channel) {
        if (SWITCH.isOn()) {
            try {
                State.current().waits(channel, WorkLoop.Kind.CHANNEL);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private WaitHooks() {}
}
