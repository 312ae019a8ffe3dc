package dev.whence.agent.otel;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.otel.OpenTelemetryHooks;
import java.util.List;
import jdk.internal.misc.Unsafe;

/** OpenTelemetry's context and SDK. Checked with 1.40.0 and 1.67.0. */
public final class WovenOpenTelemetry {
    private static final String HOOK = "OpenTelemetry";
    private static final String HOOKS = "otel/OpenTelemetryHooks";
    private static final String CONTEXT = "io/opentelemetry/context/";
    private static final String SHADED = "io/opentelemetry/javaagent/shaded/";
    private static final String PLAIN_GLUE = "OpenTelemetryGlue";
    private static final String SHADED_GLUE = "ShadedOpenTelemetryGlue";
    private static final String SDK = "io/opentelemetry/sdk/trace/";

    /** The woven types. */
    public static List<WovenType> types() {
        return List.of(
                announcement("", PLAIN_GLUE),
                threads(""),
                WovenType.of(HOOK, SDK + "SdkTracerProvider")
                        .at(Point.exit("<init>", null).call(HOOKS, "provided", "()V")),
                span());
    }

    /** A throwable that is recorded is shown by the task that records it. */
    private static WovenType span() {
        return WovenType.of(HOOK, SDK + "SdkSpan")
                .at(Point.enter("recordException", null).load(1).call(HOOKS, "rendered", "(Ljava/lang/Throwable;)V"));
    }

    /** Those of OpenTelemetry's own agent, which has it in the boot loader; its threads are left alone unless we carry. */
    public static List<WovenType> typesOfAgent(boolean carried) {
        WovenType announcement = announcement(SHADED, SHADED_GLUE);
        return carried ? List.of(announcement, threads(SHADED)) : List.of(announcement);
    }

    /** Announces an OpenTelemetry that was there before, its own agent's too: its first use is past. */
    public static void catchUp(Class<?> loaded) {
        String name = loaded.getName();
        if (Unsafe.getUnsafe().shouldBeInitialized(loaded)) {
            return; // It is woven before it does anything.
        }
        if (name.endsWith(".SdkTracerProvider")) {
            OpenTelemetryHooks.provided();
        } else if (name.endsWith(".LazyStorage")) {
            try {
                String glue = loaded.getClassLoader() == null ? SHADED_GLUE : PLAIN_GLUE;
                Class.forName("dev.whence.glue." + glue, true, loaded.getClassLoader())
                        .getMethod("announce")
                        .invoke(null);
            } catch (ReflectiveOperationException | LinkageError e) {
                HookSwitch.named(HOOK).off(loaded.getClassLoader(), e.toString());
            }
        }
    }

    /** The class that finds the storage when a context is first used. */
    private static WovenType announcement(String prefix, String glue) {
        return WovenType.of(HOOK, prefix + CONTEXT + "LazyStorage")
                .glue(glue)
                .at(Point.exit("<clinit>", "()V").callGlue(glue, "announce", "()V"));
    }

    /** A thread that has no context of its own yet has that of whoever started it. */
    private static WovenType threads(String prefix) {
        String context = prefix + CONTEXT + "Context";
        return WovenType.of(HOOK, prefix + CONTEXT + "ThreadLocalContextStorage")
                .at(Point.exit("current", "()L" + context + ";")
                        .call(HOOKS, "current", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .cast(context));
    }

    private WovenOpenTelemetry() {}
}
