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
import org.jspecify.annotations.Nullable;

/** A word of a pattern, of which the text is escaped. */
final class EscapedWord extends Converter<ILoggingEvent> {
    private final Converter<ILoggingEvent> word;
    private final Escape escape;

    private EscapedWord(Converter<ILoggingEvent> word, Escape escape) {
        this.word = word;
        this.escape = escape;
    }

    /** Returns the escaped words of a chain. The chain stays as it is, except that its groups have escaped children. */
    static @Nullable Converter<ILoggingEvent> chain(@Nullable Converter<ILoggingEvent> head) {
        Converter<ILoggingEvent> first = null;
        Converter<ILoggingEvent> last = null;
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            Converter<ILoggingEvent> escaped = of(each);
            if (last == null) {
                first = escaped;
            } else {
                last.setNext(escaped);
            }
            last = escaped;
        }
        return first;
    }

    private static Converter<ILoggingEvent> of(Converter<ILoggingEvent> word) {
        if (word instanceof LiteralConverter || word instanceof LineSeparatorConverter) {
            return literal(word);
        }
        // The other group looks at the classes of its children, so they cannot be replaced.
        if (word instanceof CompositeConverter<ILoggingEvent> group && !(word instanceof PrefixCompositeConverter)) {
            group.setChildConverter(chain(group.getChildConverter()));
            return new EscapedWord(group, Escape.PATTERN);
        }
        return new EscapedWord(word, hasLines(word) ? Escape.LINES : Escape.TEXT);
    }

    private static Converter<ILoggingEvent> literal(Converter<ILoggingEvent> word) {
        StringBuilder text = new StringBuilder();
        word.write(text, null);
        Escape.PATTERN.apply(text, 0);
        return new LiteralConverter<>(text.toString());
    }

    private static boolean hasLines(Converter<ILoggingEvent> word) {
        return word instanceof ThrowableHandlingConverter
                || word instanceof CallerDataConverter
                || word instanceof LogicalStackConverter;
    }

    @Override
    public void write(StringBuilder text, ILoggingEvent event) {
        int start = text.length();
        word.write(text, word instanceof ThrowableProxyConverter ? EscapedThrowable.in(event) : event);
        escape.apply(text, start);
    }

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        write(text, event);
        return text.toString();
    }
}
