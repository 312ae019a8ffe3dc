package dev.whence.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a logging library calls when it makes an event. */
public final class LogHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("logback");

    /** The stamp of an event that is being made, or null. */
    public static @Nullable Object stamp(@Nullable Instant instant) {
        if (!SWITCH.isOn() || instant == null) {
            return null;
        }
        try {
            return LogSink.shared().stamp(instant);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    private LogHooks() {}
}
