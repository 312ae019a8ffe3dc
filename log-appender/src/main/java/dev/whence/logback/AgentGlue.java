package dev.whence.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.pattern.Converter;
import dev.whence.runtime.Mdc;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry points that the agent calls, by name, in the class loader that has logback. They are public for the agent
 * only; applications do not need them.
 */
public final class AgentGlue {
    /** A strong reference, since the runtime refers to the bridge weakly. */
    private static volatile @Nullable MdcBridge bridge;

    /**
     * Registers the conversion words of Whence for all patterns. A word that is registered already keeps its meaning,
     * and a {@code <conversionRule>} of the configuration takes precedence.
     *
     * @throws LinkageError if this version of logback has no map of conversion words
     */
    public static void install() {
        try {
            for (PatternWord word : PatternWord.values()) {
                PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.putIfAbsent(word.word, word);
            }
        } catch (NoSuchFieldError olderThan1513) {
            installByName();
        }
    }

    @SuppressWarnings("unchecked")
    private static void installByName() {
        try {
            Object map = PatternLayout.class.getField("DEFAULT_CONVERTER_MAP").get(null);
            for (PatternWord word : PatternWord.values()) {
                ((Map<String, String>) map)
                        .putIfAbsent(word.word, word.get().getClass().getName());
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("This version of logback has no map of conversion words", e);
        }
    }

    /** Propagates the MDC of this adapter, which is the one that SLF4J uses. */
    public static void mdc(LogbackMDCAdapter adapter) {
        MdcBridge known = bridge;
        if (known == null || !known.adapts(adapter)) {
            MdcBridge announced = new MdcBridge(adapter);
            bridge = announced;
            Mdc.access(announced);
        }
    }

    /**
     * Makes a compiled pattern show the correlation: <code>[id] </code> is added before the first message. A pattern
     * that shows the correlation by itself, or that has no message, is not changed.
     *
     * @param head the first converter of the pattern
     * @param key the key of the correlation id in the MDC of events
     * @return the first converter of the changed pattern; it differs from {@code head} only if {@code head} is the
     *     message
     */
    public static Converter<ILoggingEvent> ensureCorrelation(Converter<ILoggingEvent> head, String key) {
        Converter<ILoggingEvent> added =
                CorrelationPrefix.showsCorrelation(head, key) ? null : new CorrelationPrefix(head).addTo(head);
        return added == null ? head : added;
    }

    /**
     * Like {@link #ensureCorrelation}, but only for patterns of whole lines, not for those of a field or a mail's
     * subject.
     */
    public static Converter<ILoggingEvent> ensureCorrelationInLines(Converter<ILoggingEvent> head, String key) {
        return CorrelationPrefix.formatsLines(head) ? ensureCorrelation(head, key) : head;
    }

    private AgentGlue() {}
}
