package dev.whence.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.pattern.Converter;
import dev.whence.runtime.Mdc;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agent calls in the class loader that has logback. Not for applications. */
public final class AgentGlue {
    /** Kept by this class, since the runtime holds it weakly. */
    private static volatile @Nullable MdcBridge bridge;

    /**
     * Makes the pattern words known to every pattern. A word that is known already keeps its meaning, and a
     * {@code <conversionRule>} wins.
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
            throw new LinkageError("This logback has no map of pattern words", e);
        }
    }

    /** Lets the MDC that SLF4J uses travel with the work. */
    public static void mdc(LogbackMDCAdapter adapter) {
        MdcBridge known = bridge;
        if (known == null || !known.adapts(adapter)) {
            MdcBridge announced = new MdcBridge(adapter);
            bridge = announced;
            Mdc.access(announced);
        }
    }

    /**
     * A compiled pattern that shows the correlation: as it is if it does so by itself or has no message, else with
     * <code>[id] </code> before the first message.
     *
     * @param head the first converter
     * @param key the key under which events show the id in their MDC
     * @return the first converter from now on; another than before only if that was the message
     */
    public static Converter<ILoggingEvent> ensureCorrelation(Converter<ILoggingEvent> head, String key) {
        Converter<ILoggingEvent> added =
                CorrelationPrefix.showsCorrelation(head, key) ? null : new CorrelationPrefix(head).addTo(head);
        return added == null ? head : added;
    }

    /** As {@link #ensureCorrelation}, for patterns that make up whole lines; those of a field or a subject stay as they are. */
    public static Converter<ILoggingEvent> ensureCorrelationInLines(Converter<ILoggingEvent> head, String key) {
        return CorrelationPrefix.formatsLines(head) ? ensureCorrelation(head, key) : head;
    }

    private AgentGlue() {}
}
