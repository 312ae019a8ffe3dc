package dev.whence.agent.log;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
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
 * <p>The event keeps what its layouts show: the stamp or the correlation. All classes of events, and all ways to copy
 * one, have a place for it. Events that are reused forget it:
 *
 * <pre>{@code
 * public Log4jLogEvent(..., List<Property> properties, Throwable t) {
 *     ...
 *     this.whence$ = Log4jEventGlue.kept(this);              // the same in MutableLogEvent.initTime
 * }                                                          // and in RingBufferLogEvent.setValues
 *
 * public Builder(LogEvent other) {                           // of Log4jLogEvent
 *     ...
 *     this.whence$ = Log4jEventGlue.keptBy(other);           // the same in MutableLogEvent.initFrom
 * }
 *
 * public Log4jLogEvent build() {
 *     ... result.whence$ = this.whence$;
 *     return result;
 * }
 *
 * public static LogEvent createMemento(LogEvent event) {     // by serialization before 2.25
 *     ... Log4jEventGlue.copied(result, event);
 *     return result;
 * }
 *
 * public void clear() {                                      // of MutableLogEvent and RingBufferLogEvent
 *     this.whence$ = null;
 *     ...
 * }
 * }</pre>
 *
 * <p>Plugins would have to be in a file of the class path, or in a package that the configuration names. So the words
 * and the resolver of Whence are added where Log4j collects its plugins. That works for any configuration, also for one
 * that comes later. A pattern that does not show the correlation gets a prefix as it is parsed:
 *
 * <pre>{@code
 * public PatternParser(Configuration config, String converterKey, Class<?> expected, Class<?> filter) {
 *     ...
 *     Log4jPatternGlue.addWords(this.converterRules);
 * }
 *
 * public List<PatternFormatter> parse(String pattern, ...) {
 *     pattern = Log4jPatternGlue.begin(pattern, this.converterRules);
 *     ... finally { Log4jPatternGlue.end(); }
 * }
 *
 * public String toSerializable(LogEvent event) {             // of DefaultLayout, for Log4j 2.25 without a configuration
 *     ... Log4jDefaultLayoutGlue.message(event.getMessage(), event) ...
 * }
 *
 * static Map<String, EventResolverFactory> populateResolverFactoryByName(...) {    // of EventResolverFactories
 *     ... Log4jTemplateGlue.addTo(factories);
 *     return factories;
 * }
 * }</pre>
 *
 * <p>Checked with 2.12.4, 2.17.2, 2.20.0, 2.25.5 and 2.26.1; JSON templates with 2.17.2, 2.25.5 and 2.26.1.
 */
public final class WovenLog4j {
    private static final String HOOK = "Log4j";
    private static final String LAYOUTS = "Log4j layouts";
    private static final String TEMPLATES = "Log4j JSON templates";
    private static final String HOOKS = "log/LogHooks";
    private static final String PACKAGE = "org/apache/logging/log4j/";
    private static final String CONTEXT = PACKAGE + "ThreadContext";
    private static final String DATA = "L" + PACKAGE + "util/StringMap;";
    private static final String MDC_GLUE = "Log4jMdcGlue";
    private static final String EVENT_GLUE = "Log4jEventGlue";
    private static final String PATTERN_GLUE = "Log4jPatternGlue";
    private static final String LATE_GLUE = "Log4jLateGlue";
    private static final String TEMPLATE_GLUE = "Log4jTemplateGlue";
    private static final String LOG_EVENT = "L" + PACKAGE + "core/LogEvent;";
    private static final String EVENT = PACKAGE + "core/impl/Log4jLogEvent";
    private static final String BUILDER = EVENT + "$Builder";
    private static final String MUTABLE = PACKAGE + "core/impl/MutableLogEvent";
    private static final String IN_RING = PACKAGE + "core/async/RingBufferLogEvent";
    private static final String PARSER = PACKAGE + "core/pattern/PatternParser";
    private static final String MAP = "Ljava/util/Map;";
    private static final String TEXT = "Ljava/lang/String;";
    private static final String UNBOUND = "traces of exceptions that only their task logs end in its thread";

    /** The methods by which the thread context is read or changed. */
    private static final String[] USES = {
        "put", "putAll", "get", "remove", "clearMap", "containsKey", "getContext", "getImmutableContext", "isEmpty"
    };

    /** Returns the woven types. */
    public static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>();
        types.add(context());
        types.add(logger());
        for (String map : new String[] {"Default", "GarbageFree", "CopyOnWrite"}) {
            types.add(injector("For" + map + "ThreadContextMap"));
        }
        types.addAll(List.of(event(), builder(), mutableEvent(), eventInRing(), defaultLayout(), templates()));
        types.add(start == Start.LATE ? parser().glue(LATE_GLUE) : parser());
        return types;
    }

    /**
     * Announces the thread context of a Log4j that was used before the agent was attached, and adds the prefix to its
     * patterns. One that is loaded, but not initialised yet, announces itself: a hook must not be what initialises it.
     */
    public static void catchUp(Class<?> loaded) {
        if (Unsafe.getUnsafe().shouldBeInitialized(loaded)) {
            return;
        }
        try {
            if (loaded.getName().equals(CONTEXT.replace('/', '.'))) {
                call(MDC_GLUE, "announce", loaded);
            } else if (loaded.getName().equals(PARSER.replace('/', '.'))) {
                catchUpPatterns(loaded);
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            HookSwitch.named(HOOK).off(loaded.getClassLoader(), e.toString());
        }
    }

    /** If that fails, new patterns show the correlation all the same. */
    private static void catchUpPatterns(Class<?> loaded) {
        try {
            call(LATE_GLUE, "catchUp", loaded);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            HookSwitch.named(LAYOUTS).lost("patterns that were in use do not show the correlation");
        }
    }

    private static void call(String glue, String method, Class<?> beside) throws ReflectiveOperationException {
        Class.forName("dev.whence.glue." + glue, true, beside.getClassLoader())
                .getMethod(method)
                .invoke(null);
    }

    private static WovenType context() {
        WovenType type = WovenType.of(HOOK, CONTEXT)
                .glue(MDC_GLUE)
                .at(Point.exit("init", "()V").callGlue(MDC_GLUE, "announce", "()V"))
                .at(Point.enter("put", "(" + TEXT + TEXT + ")V")
                        .load(0)
                        .load(1)
                        .call(HOOKS, "mdcPut", "(" + TEXT + TEXT + ")V"))
                .at(Point.enter("remove", "(" + TEXT + ")V").load(0).call(HOOKS, "mdcRemoved", "(" + TEXT + ")V"))
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

    /** An event. The constructors are those for the factories of events; the others make copies. */
    private static WovenType event() {
        String named = "(" + TEXT + "L" + PACKAGE + "Marker;" + TEXT;
        String logged = "L" + PACKAGE + "Level;L" + PACKAGE + "message/Message;Ljava/util/List;Ljava/lang/Throwable;)V";
        return ofEvents(EVENT)
                .at(kept("<init>", named + logged, EVENT))
                .at(kept("<init>", named + "Ljava/lang/StackTraceElement;" + logged, EVENT))
                .at(copied());
    }

    private static WovenType builder() {
        return ofEvents(BUILDER)
                .at(keptBy("<init>", BUILDER))
                .at(Point.exit("build", "()L" + EVENT + ";")
                        .dup()
                        .load(0)
                        .getInjected(BUILDER)
                        .putInjected(EVENT));
    }

    private static WovenType mutableEvent() {
        return ofEvents(MUTABLE)
                .at(kept("initTime", null, MUTABLE))
                .at(keptBy("initFrom", MUTABLE))
                .at(copied())
                .at(cleared(MUTABLE));
    }

    private static WovenType eventInRing() {
        return ofEvents(IN_RING).at(kept("setValues", null, IN_RING)).at(cleared(IN_RING));
    }

    private static WovenType ofEvents(String name) {
        return WovenType.of(LAYOUTS, name).publicField().glue(EVENT_GLUE);
    }

    private static Point kept(String method, @Nullable String descriptor, String type) {
        return Point.exit(method, descriptor)
                .load(0)
                .load(0)
                .callGlue(EVENT_GLUE, "kept", "(" + LOG_EVENT + ")Ljava/lang/Object;")
                .putInjected(type);
    }

    private static Point keptBy(String method, String type) {
        return Point.exit(method, "(" + LOG_EVENT + ")V")
                .load(0)
                .load(1)
                .callGlue(EVENT_GLUE, "keptBy", "(" + LOG_EVENT + ")Ljava/lang/Object;")
                .putInjected(type);
    }

    /** A method that copies an event, its first argument or itself. */
    private static Point copied() {
        return Point.exit("createMemento", null)
                .dup()
                .load(0)
                .callGlue(EVENT_GLUE, "copied", "(" + LOG_EVENT + LOG_EVENT + ")V");
    }

    private static Point cleared(String type) {
        return Point.enter("clear", "()V").load(0).loadNull().putInjected(type);
    }

    private static WovenType parser() {
        String types = "L" + PACKAGE + "core/config/Configuration;" + TEXT + "Ljava/lang/Class;Ljava/lang/Class;";
        String parse = "(" + TEXT + "ZZZ)Ljava/util/List;";
        return WovenType.of(LAYOUTS, PARSER)
                .glue(EVENT_GLUE)
                .glue("Log4jWord")
                .glue("Log4jPattern")
                .glue(PATTERN_GLUE)
                .at(Point.exit("<init>", "(" + types + ")V")
                        .load(0)
                        .get(PARSER, "converterRules", MAP)
                        .callGlue(PATTERN_GLUE, "addWords", "(" + MAP + ")V"))
                .at(Point.enter("parse", parse)
                        .load(1)
                        .load(0)
                        .get(PARSER, "converterRules", MAP)
                        .callGlue(PATTERN_GLUE, "begin", "(" + TEXT + MAP + ")" + TEXT)
                        .store(1, "java/lang/String"))
                .at(Point.atEnd("parse", parse).callGlue(PATTERN_GLUE, "end", "()V"));
    }

    private static WovenType defaultLayout() {
        String glue = "Log4jDefaultLayoutGlue";
        String message = "L" + PACKAGE + "message/Message;";
        return WovenType.of(LAYOUTS, PACKAGE + "core/config/DefaultLayout")
                .glue(EVENT_GLUE)
                .glue(glue)
                .at(Point.exit("<init>", "()V").callGlue(glue, "made", "()V"))
                .at(Point.afterCall("toSerializable", "(" + LOG_EVENT + ")" + TEXT, "getMessage")
                        .load(1)
                        .callGlue(glue, "message", "(" + message + LOG_EVENT + ")" + message));
    }

    private static WovenType templates() {
        return WovenType.of(TEMPLATES, PACKAGE + "layout/template/json/resolver/EventResolverFactories")
                .glue(EVENT_GLUE)
                .glue(TEMPLATE_GLUE)
                .at(Point.exit("populateResolverFactoryByName", null)
                        .dup()
                        .callGlue(TEMPLATE_GLUE, "addTo", "(" + MAP + ")V"));
    }

    private WovenLog4j() {}
}
