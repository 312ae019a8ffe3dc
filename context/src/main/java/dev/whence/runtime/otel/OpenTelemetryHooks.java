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

    /** Called when a provider of tracers was constructed. There may be spans from now on. */
    public static void provided(Object tracers) {
        Tracing.provided(tracers);
    }

    /** Called when the agent is attached and a provider of tracers may have been constructed before. */
    public static void wereProvided() {
        Tracing.provided();
    }

    /**
     * Returns the OpenTelemetry context of the current thread. {@code own} is the context that the thread has itself.
     * If it has none, the result is the context with which the thread was started.
     */
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

    /** Called when the current task records a throwable in a span. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        Throwables.rendered(throwable);
    }

    private OpenTelemetryHooks() {}
}
