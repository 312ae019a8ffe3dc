package dev.whence.agent.otel;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** OpenTelemetry's context and SDK. Checked with 1.40.0 and 1.67.0. */
public final class WovenOpenTelemetry {
    private static final String HOOK = "OpenTelemetry";
    private static final String HOOKS = "Tracing";
    private static final String CONTEXT = "io/opentelemetry/context/";
    private static final String SDK = "io/opentelemetry/sdk/trace/SdkTracerProvider";

    /** The woven types. */
    public static List<WovenType> types() {
        return List.of(
                announcement("", "OpenTelemetryGlue"),
                threads(""),
                WovenType.of(HOOK, SDK).at(Point.exit("<init>", null).call(HOOKS, "provided", "()V")));
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
