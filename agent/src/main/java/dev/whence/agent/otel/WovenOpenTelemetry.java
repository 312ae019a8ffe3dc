package dev.whence.agent.otel;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.otel.OpenTelemetryHooks;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * OpenTelemetry's context and SDK.
 *
 * <pre>{@code
 * static {                                           // of LazyStorage, which finds the storage of contexts
 *     ...
 *     OpenTelemetryGlue.announce();
 * }
 *
 * public Context current() {                         // of ThreadLocalContextStorage
 *     ...
 *     return (Context) OpenTelemetryHooks.current(result);    // a new thread has the context of its starter
 * }
 *
 * SdkTracerProvider(...) {
 *     ...
 *     OpenTelemetryHooks.provided(this);           // to make spans of hops with
 * }
 *
 * public ReadWriteSpan recordException(Throwable exception, ...) {            // of SdkSpan
 *     OpenTelemetryHooks.rendered(exception);
 *     ...
 * }
 * }</pre>
 *
 * <p>OpenTelemetry's own agent has these classes in the boot loader, with other names. The build makes a copy of the
 * glue for those names.
 *
 * <p>Checked with 1.40.0 and 1.67.0.
 */
public final class WovenOpenTelemetry {
    private static final String HOOK = "OpenTelemetry";
    private static final String HOOKS = "otel/OpenTelemetryHooks";
    private static final String CONTEXT = "io/opentelemetry/context/";
    private static final String SHADED = "io/opentelemetry/javaagent/shaded/";
    private static final String PLAIN_GLUE = "OpenTelemetryGlue";
    private static final String SHADED_GLUE = "ShadedOpenTelemetryGlue";
    private static final String SPANS = "Span";
    private static final String SDK = "io/opentelemetry/sdk/trace/";

    /** Returns the woven types of an application's OpenTelemetry. */
    public static List<WovenType> types() {
        return List.of(
                announcement("", PLAIN_GLUE),
                threads(""),
                WovenType.of(HOOK, SDK + "SdkTracerProvider")
                        .at(Point.exit("<init>", null).load(0).call(HOOKS, "provided", "(Ljava/lang/Object;)V")),
                span());
    }

    /** The span. The task that records a throwable is the one that shows it. */
    private static WovenType span() {
        return WovenType.of(HOOK, SDK + "SdkSpan")
                .at(Point.enter("recordException", null).load(1).call(HOOKS, "rendered", "(Ljava/lang/Throwable;)V"));
    }

    /**
     * Returns the woven types of OpenTelemetry's own agent.
     *
     * @param carried whether our agent carries its context; if not, its threads are left alone
     */
    public static List<WovenType> typesOfAgent(boolean carried) {
        WovenType announcement = announcement(SHADED, SHADED_GLUE);
        return carried ? List.of(announcement, threads(SHADED)) : List.of(announcement);
    }

    /** Announces an OpenTelemetry that was used before the agent was attached. */
    public static void catchUp(Class<?> loaded) {
        String name = loaded.getName();
        if (Unsafe.getUnsafe().shouldBeInitialized(loaded)) {
            return; // Its initialiser has not run, and will announce it.
        }
        if (name.endsWith(".SdkTracerProvider")) {
            OpenTelemetryHooks.wereProvided();
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

    /** The class whose initialiser finds the storage, when a context is first used. */
    private static WovenType announcement(String prefix, String glue) {
        return WovenType.of(HOOK, prefix + CONTEXT + "LazyStorage")
                .glue(glue)
                .glue(glue + SPANS)
                .at(Point.exit("<clinit>", "()V").callGlue(glue, "announce", "()V"));
    }

    /** The storage. A thread without a context of its own has the one with which it was started. */
    private static WovenType threads(String prefix) {
        String context = prefix + CONTEXT + "Context";
        return WovenType.of(HOOK, prefix + CONTEXT + "ThreadLocalContextStorage")
                .at(Point.exit("current", "()L" + context + ";")
                        .call(HOOKS, "current", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .cast(context));
    }

    private WovenOpenTelemetry() {}
}
