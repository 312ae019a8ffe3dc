package dev.whence.glue;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The glue of the parser of Log4j's patterns. */
public final class Log4jPatternGlue {
    static final String PREFIX = "whencePrefix";

    private static final HookSwitch HOOK = HookSwitch.named("Log4j layouts");

    /**
     * How many patterns the thread is parsing. Words such as {@code %highlight} have patterns as their options, which
     * are parsed while the pattern is. They are a part of its line and get no prefix of their own.
     */
    private static final ThreadLocal<@Nullable Integer> DEPTH = new ThreadLocal<>();

    /** Adds the words of Whence to those of a new parser. A word that is known already keeps its meaning. */
    public static void addWords(Map<String, Class<?>> words) {
        try {
            if (HOOK.isOn() && Log4jPattern.isOfEvents(words)) {
                words.putIfAbsent("correlation", Log4jWord.OfCorrelation.class);
                words.putIfAbsent("task", Log4jWord.Task.class);
                words.putIfAbsent("hlc", Log4jWord.Hlc.class);
                words.putIfAbsent("after", Log4jWord.After.class);
                words.putIfAbsent("site", Log4jWord.Site.class);
                words.putIfAbsent("logicalStack", Log4jWord.LogicalStack.class);
                words.putIfAbsent(PREFIX, Log4jWord.Prefix.class);
            }
        } catch (Throwable e) {
            HOOK.failed(e);
        }
    }

    /** Called before a pattern is parsed. Returns the pattern that is parsed in its place, which shows the correlation. */
    public static @Nullable String begin(@Nullable String pattern, Map<String, Class<?>> words) {
        try {
            Integer depth = DEPTH.get();
            DEPTH.set(depth == null ? 1 : depth + 1);
            return depth == null && pattern != null && Settings.prefixLogs && HOOK.isOn() && words.containsKey(PREFIX)
                    ? new Log4jPattern(pattern, words).withCorrelation()
                    : pattern;
        } catch (Throwable e) {
            HOOK.failed(e);
            return pattern;
        }
    }

    /** Called when a pattern has been parsed, or could not be. */
    public static void end() {
        try {
            Integer depth = DEPTH.get();
            if (depth == null || depth == 1) {
                DEPTH.remove();
            } else {
                DEPTH.set(depth - 1);
            }
        } catch (Throwable e) {
            HOOK.failed(e);
        }
    }

    private Log4jPatternGlue() {}
}
