package dev.whence.logback;

import ch.qos.logback.classic.pattern.CallerDataConverter;
import ch.qos.logback.classic.pattern.LineSeparatorConverter;
import ch.qos.logback.classic.pattern.PrefixCompositeConverter;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.LiteralConverter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of a pattern, and how its text is escaped. */
final class EscapedWord extends Converter<ILoggingEvent> {
    private final Converter<ILoggingEvent> word;
    private final Escape escape;

    private EscapedWord(Converter<ILoggingEvent> word, Escape escape) {
        this.word = word;
        this.escape = escape;
    }

    /** Returns the words of a compiled pattern. The pattern stays as it is, except that groups get escaped children. */
    static List<EscapedWord> of(@Nullable Converter<ILoggingEvent> head) {
        List<EscapedWord> words = new ArrayList<>();
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            words.add(escaped(each));
        }
        return words;
    }

    private static EscapedWord escaped(Converter<ILoggingEvent> word) {
        if (word instanceof LiteralConverter || word instanceof LineSeparatorConverter) {
            return new EscapedWord(new LiteralConverter<>(literal(word)), Escape.PATTERN);
        }
        // The other group looks at the classes of its children, so they cannot be replaced.
        if (word instanceof CompositeConverter<ILoggingEvent> group && !(word instanceof PrefixCompositeConverter)) {
            group.setChildConverter(linked(of(group.getChildConverter())));
            return new EscapedWord(group, Escape.PATTERN);
        }
        return new EscapedWord(word, hasLines(word) ? Escape.LINES : Escape.TEXT);
    }

    private static String literal(Converter<ILoggingEvent> word) {
        StringBuilder raw = new StringBuilder();
        word.write(raw, null);
        StringBuilder escaped = new StringBuilder();
        Escape.PATTERN.append(raw.toString(), 0, raw.length(), escaped);
        return escaped.toString();
    }

    private static @Nullable Converter<ILoggingEvent> linked(List<EscapedWord> words) {
        for (int i = 1; i < words.size(); i++) {
            words.get(i - 1).setNext(words.get(i));
        }
        return words.isEmpty() ? null : words.get(0);
    }

    private static boolean hasLines(Converter<ILoggingEvent> word) {
        return word instanceof ThrowableHandlingConverter
                || word instanceof CallerDataConverter
                || word instanceof LogicalStackConverter;
    }

    /** Appends the text of an event as it is, except that the messages of its exception are escaped. */
    void writeRaw(StringBuilder text, ILoggingEvent event) {
        word.write(text, word instanceof ThrowableProxyConverter ? EscapedThrowable.in(event) : event);
    }

    /** Returns how the text is escaped. */
    Escape escape() {
        return escape;
    }

    @Override
    public void write(StringBuilder text, ILoggingEvent event) {
        StringBuilder raw = new StringBuilder();
        writeRaw(raw, event);
        escape.append(raw.toString(), 0, raw.length(), text);
    }

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        write(text, event);
        return text.toString();
    }
}
