package dev.whence.agent.log;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The events and the thread context of Log4j 2.
 *
 * <p>The thread context is Log4j's MDC. It announces itself when it is initialised, and tells each use and change:
 *
 * <pre>{@code
 * public static void init() {                                // of ThreadContext
 *     ...
 *     Log4jMdcGlue.announce();
 * }
 *
 * public static void put(String key, String value) {         // the others are alike
 *     LogHooks.mdcUsed();
 *     LogHooks.mdcPut(key, value);
 *     ...
 * }
 * }</pre>
 *
 * <p>An event shows the correlation among its context data. All ways to make an event take these data from an injector,
 * on the thread that logs:
 *
 * <pre>{@code
 * public StringMap injectContextData(List<Property> properties, StringMap reusable) {
 *     LogHooks.mdcUsed();
 *     ...
 *     return Log4jEventGlue.withIds(data);
 * }
 * }</pre>
 *
 * <p>A throwable is bound to the task that logs it, which may not be the thread that writes it:
 *
 * <pre>{@code
 * private void logMessageTrackRecursion(String fqcn, Level level, Marker marker, Message message, Throwable throwable) {
 *     LogHooks.rendered(throwable);                          // the same in logMessage, for log builders
 *     ...
 * }
 * }</pre>
 *
 * <p>Checked with 2.17.2, 2.25.5 and 2.26.1.
 */
public final class WovenLog4j {
    private static final String HOOK = "Log4j";
    private static final String HOOKS = "log/LogHooks";
    private static final String PACKAGE = "org/apache/logging/log4j/";
    private static final String CONTEXT = PACKAGE + "ThreadContext";
    private static final String DATA = "L" + PACKAGE + "util/StringMap;";
    private static final String MDC_GLUE = "Log4jMdcGlue";
    private static final String EVENT_GLUE = "Log4jEventGlue";
    private static final String UNBOUND = "traces of exceptions that only their task logs end in its thread";

    /** The methods by which the thread context is read or changed. */
    private static final String[] USES = {
        "put", "putAll", "get", "remove", "clearMap", "containsKey", "getContext", "getImmutableContext", "isEmpty"
    };

    /** Returns the woven types. */
    public static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        types.add(context());
        types.add(logger());
        for (String map : new String[] {"Default", "GarbageFree", "CopyOnWrite"}) {
            types.add(injector("For" + map + "ThreadContextMap"));
        }
        return types;
    }

    /**
     * Announces the thread context of a Log4j that was used before the agent was attached. One that is loaded, but not
     * initialised yet, announces itself: a hook must not be what initialises it.
     */
    public static void catchUp(Class<?> loaded) {
        if (loaded.getName().equals(CONTEXT.replace('/', '.'))
                && !Unsafe.getUnsafe().shouldBeInitialized(loaded)) {
            try {
                Class.forName("dev.whence.glue." + MDC_GLUE, true, loaded.getClassLoader())
                        .getMethod("announce")
                        .invoke(null);
            } catch (ReflectiveOperationException | LinkageError e) {
                HookSwitch.named(HOOK).off(loaded.getClassLoader(), e.toString());
            }
        }
    }

    private static WovenType context() {
        String text = "Ljava/lang/String;";
        WovenType type = WovenType.of(HOOK, CONTEXT)
                .glue(MDC_GLUE)
                .at(Point.exit("init", "()V").callGlue(MDC_GLUE, "announce", "()V"))
                .at(Point.enter("put", "(" + text + text + ")V")
                        .load(0)
                        .load(1)
                        .call(HOOKS, "mdcPut", "(" + text + text + ")V"))
                .at(Point.enter("remove", "(" + text + ")V").load(0).call(HOOKS, "mdcRemoved", "(" + text + ")V"))
                .at(Point.enter("clearMap", null).call(HOOKS, "mdcCleared", "()V"));
        for (String method : USES) {
            type.at(Point.enter(method, null).call(HOOKS, "mdcUsed", "()V"));
        }
        return type;
    }

    private static WovenType injector(String name) {
        return WovenType.of(HOOK, PACKAGE + "core/impl/ThreadContextDataInjector$" + name)
                .glue(EVENT_GLUE)
                .at(Point.enter("injectContextData", null).call(HOOKS, "mdcUsed", "()V"))
                .at(Point.exit("injectContextData", null).callGlue(EVENT_GLUE, "withIds", "(" + DATA + ")" + DATA));
    }

    private static WovenType logger() {
        String location = "Ljava/lang/StackTraceElement;";
        String message = "L" + PACKAGE + "message/Message;";
        String built = "(L" + PACKAGE + "Level;L" + PACKAGE + "Marker;Ljava/lang/String;" + location + message
                + "Ljava/lang/Throwable;)V";
        return WovenType.of(HOOK, PACKAGE + "spi/AbstractLogger")
                .orLose(UNBOUND, rendered("logMessageTrackRecursion", null, 5))
                .orLose(UNBOUND, rendered("logMessage", built, 6));
    }

    private static Point rendered(String method, @Nullable String descriptor, int throwable) {
        return Point.enter(method, descriptor).load(throwable).call(HOOKS, "rendered", "(Ljava/lang/Throwable;)V");
    }

    private WovenLog4j() {}
}
