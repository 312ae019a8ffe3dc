package dev.whence.runtime.log;

import dev.whence.context.Correlation;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.Mdc;
import dev.whence.runtime.Settings;
import dev.whence.runtime.SpanIds;
import dev.whence.runtime.State;
import dev.whence.runtime.Stderr;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.Tracing;
import dev.whence.runtime.table.Privileged;
import dev.whence.runtime.table.WeakTable;
import java.lang.ref.WeakReference;
import java.security.PrivilegedAction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a logging library. The library calls them for each event, for each use of the MDC, and once for each
 * object that the agent has to know, such as a layout or a pattern.
 *
 * <p>Such an object is passed on to the agent. The agent handles it by a class that it defines in the class loader of
 * the library, where the library's types are known.
 */
public final class LogHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("logback").byLoader();

    private static final HookSwitch JUL = HookSwitch.named("java.util.logging");

    private static final HookSwitch LOG4J = HookSwitch.named("Log4j layouts");

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private static @Nullable BiFunction<String, Object, @Nullable Object> glue;

    /**
     * The replacements of patterns that were compiled before the agent was attached. A pattern that shows the
     * correlation already is its own replacement, and so is each replacement.
     */
    private static final WeakTable<AtomicReference<WeakReference<Object>>> PATTERNS = new WeakTable<>();

    /**
     * Sets the function that is called when a library announces one of its objects. Its arguments are the kind of the
     * object and the object.
     */
    public static void glue(BiFunction<String, Object, @Nullable Object> agent) {
        glue = agent;
    }

    /** Returns the time of an event by the clock of this JVM. The clock may be shifted for tests. */
    public static @Nullable Instant clock(@Nullable Instant instant) {
        return instant == null ? null : Settings.shifted(instant);
    }

    /** Returns the time of an event in milliseconds by the clock of this JVM. The clock may be shifted for tests. */
    public static long clock(long millis) {
        return Settings.shifted(Instant.ofEpochMilli(millis)).toEpochMilli();
    }

    /** Returns the stamp of an event whose time is known in milliseconds, or null. */
    public static @Nullable Object stamp(long millis) {
        return stamp(millis == 0 ? null : Instant.ofEpochMilli(millis));
    }

    /** Returns the stamp of an event, or null. */
    public static @Nullable Object stamp(@Nullable Instant instant) {
        return instant == null ? null : stamp(instant, SWITCH);
    }

    /** Returns the stamp of an event of Log4j, or null. */
    public static @Nullable Object stamp(long millis, long nanosOfMilli) {
        return stamp(Settings.shifted(Instant.ofEpochMilli(millis).plusNanos(nanosOfMilli)), LOG4J);
    }

    private static @Nullable Object stamp(Instant instant, HookSwitch hook) {
        if (!hook.isOn()) {
            return null;
        }
        try {
            return LogSink.shared().stamp(instant);
        } catch (Throwable e) {
            hook.failed(e);
            return null;
        }
    }

    /**
     * Returns the MDC as an event shows it, with the IDs of its correlation and its span. A value that the program or
     * OpenTelemetry has put into the MDC is not replaced: it may be older than Whence.
     */
    public static Map<String, String> view(Map<String, String> mdc, @Nullable Object stamp) {
        if (!(stamp instanceof LogStamp known)) {
            return mdc;
        }
        try {
            String id = known.correlation().id();
            boolean isShown = id.isEmpty() || mdc.containsKey(Settings.correlationKey);
            Map<String, String> shown = isShown ? mdc : new MdcWithId(mdc, Settings.correlationKey, id);
            return mdc.containsKey(SpanIds.TRACE_ID) ? shown : known.withSpan(shown);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return mdc;
        }
    }

    /**
     * Returns the IDs of the current correlation and span, under the keys by which an event that is logged now shows
     * them. A key for which the event has a value is left out: what the program has put there is not replaced.
     */
    public static Map<String, String> ids(Predicate<String> isPresent) {
        if (!SWITCH.isOn()) {
            return Map.of();
        }
        Map<String, String> ids = new HashMap<>();
        SpanIds span = Tracing.span();
        if (span != null && !isPresent.test(SpanIds.TRACE_ID)) {
            span.put(ids);
        }
        String id = State.current().correlation().id();
        if (!id.isEmpty() && !isPresent.test(Settings.correlationKey)) {
            ids.put(Settings.correlationKey, id);
        }
        return ids;
    }

    /** Called by glue that has access to the MDC of a logging library. */
    public static void announced(Mdc.Access access) {
        if (Settings.mdcTravels) {
            Mdc.access(access);
        }
    }

    /** Called when SLF4J gets an MDC adapter, which may be that of another library. */
    public static void mdc(@Nullable Object adapter) {
        if (Settings.mdcTravels
                && adapter != null
                && adapter.getClass().getName().equals("ch.qos.logback.classic.util.LogbackMDCAdapter")) {
            tell("mdc", adapter);
        }
    }

    /** Called before the MDC of the current thread is used. */
    public static void mdcUsed() {
        try {
            State.current().takeInheritedMdc();
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the program puts an entry into its MDC. */
    public static void mdcPut(@Nullable String key, @Nullable String value) {
        try {
            if (isMdcId(key)) {
                MdcId.put(value);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the program removes an entry from its MDC. */
    public static void mdcRemoved(@Nullable String key) {
        try {
            if (isMdcId(key)) {
                MdcId.removed();
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the program clears its MDC. */
    public static void mdcCleared() {
        mdcRemoved(Settings.mdcIdKey);
    }

    /** Called when the program replaces all entries of its MDC. */
    public static void mdcReplaced(@Nullable Map<?, ?> map) {
        try {
            if (!Settings.mdcIdKey.isEmpty()) {
                MdcId.replaced(map);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static boolean isMdcId(@Nullable String key) {
        return key != null && !key.isEmpty() && key.equals(Settings.mdcIdKey) && SWITCH.isOn();
    }

    /** Called when a layout has been constructed. */
    public static void layout(Object layout) {
        tell("layout", layout);
    }

    /** Called when a pattern has been compiled. The result takes its place. */
    public static Object pattern(Object head) {
        Object replaced = Settings.prefixLogs ? tell("pattern", head) : null;
        return replaced == null ? head : replaced;
    }

    /**
     * Called before a pattern is written, which may have been compiled before the agent was attached. The result takes
     * its place.
     */
    public static @Nullable Object written(@Nullable Object head) {
        if (!Settings.prefixLogs || head == null) {
            return head;
        }
        try {
            AtomicReference<WeakReference<Object>> known = PATTERNS.get(head);
            if (known == null) {
                AtomicReference<WeakReference<Object>> own = new AtomicReference<>(new WeakReference<>(head));
                known = PATTERNS.putIfAbsent(head, own);
                if (known == own) {
                    Object replaced = pattern(head);
                    WeakReference<Object> shown = new WeakReference<>(replaced);
                    PATTERNS.put(replaced, new AtomicReference<>(shown));
                    own.set(shown);
                }
            }
            WeakReference<Object> latest = known.get();
            Object shown = latest == null ? null : latest.get();
            return shown == null ? head : shown;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return head;
        }
    }

    /** Returns the message of an event as a layout without a pattern shows it. */
    public static String message(String message, Map<String, String> mdc) {
        String id = Settings.prefixLogs ? mdc.get(Settings.correlationKey) : null;
        if (id == null || id.isEmpty()) {
            return message;
        }
        prefixed();
        return "[" + id + "] " + message;
    }

    /** Called when a log record is made that has no place for IDs. Returns what is kept in it. */
    public static @Nullable Object recorded() {
        return Settings.prefixLogs ? correlation(JUL) : null;
    }

    /** Returns the correlation in which an event of Log4j is made, or null if there is none. */
    public static @Nullable Object correlation() {
        return correlation(LOG4J);
    }

    private static @Nullable Object correlation(HookSwitch hook) {
        if (!hook.isOn()) {
            return null;
        }
        try {
            Correlation current = State.current().correlation();
            return current == Correlation.none() ? null : current;
        } catch (Throwable e) {
            hook.failed(e);
            return null;
        }
    }

    /** Returns the message of a record, with the ID of the correlation that was kept in it. */
    public static @Nullable String message(@Nullable String message, @Nullable Object kept) {
        return kept instanceof Correlation correlation ? "[" + correlation.id() + "] " + message : message;
    }

    /**
     * Called when a line shows the correlation although its pattern has no place for it. The user is told once how to
     * change that.
     */
    public static void prefixed() {
        if (Settings.tellsOfPrefix && !TOLD.get() && TOLD.compareAndSet(false, true)) {
            String word = "%X{" + Settings.correlationKey + "}";
            Stderr.say("a log pattern has no place for the correlation, so it stands before the message;"
                    + " better put " + word + " into the pattern (Spring Boot: logging.pattern.correlation=[" + word
                    + "] ), or leave all lines as they are by logs=off");
        }
    }

    private static @Nullable Object tell(String kind, Object object) {
        BiFunction<String, Object, @Nullable Object> agent = glue;
        if (agent == null || !SWITCH.isOnFor(object)) {
            return null;
        }
        try {
            return Privileged.run(new Telling(agent, kind, object));
        } catch (Throwable e) {
            SWITCH.failed(e, object);
            return null;
        }
    }

    private record Telling(BiFunction<String, Object, @Nullable Object> agent, String kind, Object object)
            implements PrivilegedAction<@Nullable Object> {
        @Override
        public @Nullable Object run() {
            return agent.apply(kind, object);
        }
    }

    /** Called when the current task logs a throwable. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        Throwables.rendered(throwable);
    }

    /** Replaces {@code throwable.getStackTrace()} where the stack trace is logged. */
    @Hidden
    public static StackTraceElement[] logged(Throwable throwable) {
        StackTraceElement[] read = throwable.getStackTrace();
        return Settings.stitchReads ? read : Throwables.print(throwable, read);
    }

    private LogHooks() {}
}
