package dev.whence.runtime.otel;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.Tracing;
import org.jspecify.annotations.Nullable;

/** The hooks of OpenTelemetry's API and SDK. */
public final class OpenTelemetryHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("OpenTelemetry");

    /** A provider of tracers was made, so that there will be spans. */
    public static void provided() {
        Tracing.provided();
    }

    /** The context of the current thread: its own if it has one, else that with which the thread was started. */
    public static @Nullable Object current(@Nullable Object own) {
        if (own != null || !SWITCH.isOn()) {
            return own;
        }
        try {
            return State.current().inheritedContext();
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** The current task records a throwable in a span. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        Throwables.rendered(throwable);
    }

    private OpenTelemetryHooks() {}
}
