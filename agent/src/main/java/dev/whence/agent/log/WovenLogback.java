package dev.whence.agent.log;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.log.LogHooks;
import java.util.List;

/**
 * The events, layouts and MDC of logback.
 *
 * <p>An event is stamped when it is made, and shows the correlation among the entries of its MDC:
 *
 * <pre>{@code
 * public LoggingEvent(String fqcn, Logger logger, ...) {
 *     ...
 *     this.whence$ = LogHooks.stamp(getInstant());           // getTimeStamp() before logback 1.3
 * }
 *
 * void initTmestampFields(Instant instant) {                 // since logback 1.3
 *     instant = LogHooks.clock(instant);
 *     ...
 * }
 *
 * public Map<String, String> getMDCPropertyMap() {
 *     ...
 *     return LogHooks.view(mdcPropertyMap, this.whence$);
 * }
 * }</pre>
 *
 * <p>Before logback 1.3 the constructor calls {@code System.currentTimeMillis()}, and the hook changes the result of
 * that call. The name {@code initTmestampFields} is misspelt in logback.
 *
 * <p>A throwable shows its hops in the log, and the MDC tells each use and change:
 *
 * <pre>{@code
 * public ThrowableProxy(Throwable throwable, Set<Throwable> alreadyProcessedSet) {
 *     LogHooks.rendered(throwable);
 *     ... LogHooks.logged(throwable); ...                    // was throwable.getStackTrace()
 * }
 *
 * public void put(String key, String val) {                  // of LogbackMDCAdapter; the others are alike
 *     LogHooks.mdcUsed();
 *     LogHooks.mdcPut(key, val);
 *     ...
 * }
 * }</pre>
 *
 * <p>The first line of the constructor comes before {@code super()}. That is allowed, as it does not use {@code this}.
 *
 * <p>Objects that the agent has to know are announced where they are made or handed out:
 *
 * <pre>{@code
 * public MDCAdapter getMDCAdapter() {                        // of LogbackServiceProvider; getMDCA for SLF4J 1.7
 *     ... LogHooks.mdc(adapter);
 *     return adapter; ...
 * }
 *
 * public PatternLayout() {
 *     ...
 *     LogHooks.layout(this);
 * }
 *
 * public void start() {                                      // of PatternLayoutBase
 *     ... this.head = (Converter) LogHooks.pattern(p.compile(...)); ...
 * }
 *
 * public String doLayout(ILoggingEvent event) {              // of TTLLLayout, for logback without a configuration
 *     ... LogbackLayoutGlue.message(event.getFormattedMessage(), event) ...
 * }
 * }</pre>
 *
 * <p>Checked with 1.2.13, 1.3.16, 1.5.38 and 1.6.6.
 */
public final class WovenLogback {
    private static final String HOOK = "logback";
    private static final String HOOKS = "log/LogHooks";
    private static final String EVENT = "ch/qos/logback/classic/spi/LoggingEvent";
    private static final String GLUE = "LogbackLayoutGlue";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";
    private static final String TRACE = "[Ljava/lang/StackTraceElement;";
    private static final String INSTANT = "Ljava/time/Instant;";
    private static final String MDC_ADAPTER = "ch/qos/logback/classic/util/LogbackMDCAdapter";
    private static final String PATTERN = "ch/qos/logback/core/pattern/PatternLayoutBase";
    private static final String OBJECT_TO_OBJECT = "(Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String CONVERTER = "ch/qos/logback/core/pattern/Converter";

    /** The methods by which an MDC is read or changed. */
    private static final String[] MDC_USES = {
        "put", "get", "remove", "clear", "setContextMap", "getPropertyMap", "getCopyOfContextMap"
    };

    /** Returns the woven types. */
    public static List<WovenType> types(Start start) {
        WovenType pattern = start == Start.LATE ? startedPattern() : pattern();
        return List.of(event(), throwable(), mdc(), provider(), binder(), layout(), pattern, unconfigured());
    }

    /** Announces the MDC of a logback that was used before the agent was attached. */
    public static void catchUp(Class<?> loaded) {
        if (loaded.getName().equals(MDC_ADAPTER.replace('/', '.'))) {
            try {
                Object adapter = Class.forName("org.slf4j.MDC", true, loaded.getClassLoader())
                        .getMethod("getMDCAdapter")
                        .invoke(null);
                if (loaded.isInstance(adapter)) {
                    LogHooks.mdc(adapter);
                }
            } catch (ReflectiveOperationException | LinkageError e) {
                HookSwitch.named(HOOK).off(loaded.getClassLoader(), e.toString());
            }
        }
    }

    /** The event. Its field is public, since classes of our logback module read it. */
    private static WovenType event() {
        return WovenType.of(HOOK, EVENT)
                .publicField()
                .either(
                        Point.enter("initTmestampFields", null)
                                .load(1)
                                .call(HOOKS, "clock", "(" + INSTANT + ")" + INSTANT)
                                .store(1, "java/time/Instant"),
                        Point.afterCall("<init>", null, "currentTimeMillis").call(HOOKS, "clock", "(J)J"))
                .either(
                        stamped("getInstant", "()" + INSTANT, "(" + INSTANT + ")Ljava/lang/Object;"),
                        stamped("getTimeStamp", "()J", "(J)Ljava/lang/Object;"))
                .at(Point.exit("getMDCPropertyMap", "()Ljava/util/Map;")
                        .load(0)
                        .getInjected(EVENT)
                        .call(HOOKS, "view", "(Ljava/util/Map;Ljava/lang/Object;)Ljava/util/Map;"));
    }

    /**
     * The stamp, by the method that tells the time of an event most exactly. The condition tells the versions apart.
     */
    private static Point stamped(String time, String descriptor, String stamp) {
        return Point.exit("<init>", null)
                .load(0)
                .load(0)
                .callVirtual(EVENT, time, descriptor)
                .call(HOOKS, "stamp", stamp)
                .putInjected(EVENT)
                .given(time + descriptor);
    }

    /** The copy that logback makes of a throwable. The task that logs the throwable is the one that shows it. */
    private static WovenType throwable() {
        return WovenType.of(HOOK, "ch/qos/logback/classic/spi/ThrowableProxy")
                .at(Point.enter("<init>", "(Ljava/lang/Throwable;Ljava/util/Set;)V")
                        .load(1)
                        .call(HOOKS, "rendered", "(Ljava/lang/Throwable;)V"))
                .at(Point.insteadOfCall("<init>", "(Ljava/lang/Throwable;Ljava/util/Set;)V", "getStackTrace")
                        .call(HOOKS, "logged", "(Ljava/lang/Throwable;)" + TRACE));
    }

    private static WovenType mdc() {
        WovenType type = WovenType.of(HOOK, MDC_ADAPTER);
        for (String method : MDC_USES) {
            type.at(Point.enter(method, null).call(HOOKS, "mdcUsed", "()V"));
        }
        String text = "Ljava/lang/String;";
        return type.at(Point.enter("put", null).load(1).load(2).call(HOOKS, "mdcPut", "(" + text + text + ")V"))
                .at(Point.enter("remove", null).load(1).call(HOOKS, "mdcRemoved", "(" + text + ")V"))
                .at(Point.enter("clear", null).call(HOOKS, "mdcCleared", "()V"))
                .at(Point.enter("setContextMap", null).load(1).call(HOOKS, "mdcReplaced", "(Ljava/util/Map;)V"));
    }

    /** Where SLF4J gets its MDC. A program may make others, which only its own code uses. */
    private static WovenType provider() {
        return WovenType.of(HOOK, "ch/qos/logback/classic/spi/LogbackServiceProvider")
                .at(Point.exit("getMDCAdapter", null).dup().call(HOOKS, "mdc", OF_OBJECT));
    }

    /** Where SLF4J 1.7 gets its MDC: each logging library has a class of this name. */
    private static WovenType binder() {
        return WovenType.of(HOOK, "org/slf4j/impl/StaticMDCBinder")
                .at(Point.exit("getMDCA", null).dup().call(HOOKS, "mdc", OF_OBJECT));
    }

    private static WovenType layout() {
        return WovenType.of(HOOK, "ch/qos/logback/classic/PatternLayout")
                .at(Point.exit("<init>", "()V").load(0).call(HOOKS, "layout", OF_OBJECT));
    }

    private static WovenType pattern() {
        return WovenType.of(HOOK, PATTERN)
                .at(Point.beforePut("start", "()V", "head")
                        .call(HOOKS, "pattern", OBJECT_TO_OBJECT)
                        .cast(CONVERTER));
    }

    /**
     * A pattern that may have been compiled before the agent was attached. It is announced when it is used:
     * {@code head = (Converter) LogHooks.written(head)}.
     */
    private static WovenType startedPattern() {
        String head = "L" + CONVERTER + ";";
        return WovenType.of(HOOK, PATTERN)
                .at(Point.enter("writeLoopOnConverters", null)
                        .load(0)
                        .load(0)
                        .get(PATTERN, "head", head)
                        .call(HOOKS, "written", OBJECT_TO_OBJECT)
                        .cast(CONVERTER)
                        .put(PATTERN, "head", head));
    }

    /** The layout of a logback without a configuration. It has no pattern. */
    private static WovenType unconfigured() {
        String text = "Ljava/lang/String;";
        return WovenType.of(HOOK, "ch/qos/logback/classic/layout/TTLLLayout")
                .glue(GLUE)
                .at(Point.afterCall(
                                "doLayout",
                                "(Lch/qos/logback/classic/spi/ILoggingEvent;)" + text,
                                "getFormattedMessage")
                        .load(1)
                        .callGlue(GLUE, "message", "(" + text + "Ljava/lang/Object;)" + text));
    }

    private WovenLogback() {}
}
