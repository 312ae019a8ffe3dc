package dev.whence.logback;

import ch.qos.logback.classic.pattern.CallerDataConverter;
import ch.qos.logback.classic.pattern.DateConverter;
import ch.qos.logback.classic.pattern.LevelConverter;
import ch.qos.logback.classic.pattern.LineSeparatorConverter;
import ch.qos.logback.classic.pattern.LoggerConverter;
import ch.qos.logback.classic.pattern.PrefixCompositeConverter;
import ch.qos.logback.classic.pattern.ThreadConverter;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.FormattingConverter;
import ch.qos.logback.core.pattern.LiteralConverter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the words of a compiled pattern write bytes.
 *
 * <p>Each word shows what its converter shows. Converters of known classes are asked only for what they have not shown
 * lately, or not at all. A converter of any other class, such as one of the application, is asked for each event.
 */
final class TextWords {
    /** Returns the words of a compiled pattern. The pattern stays as it is, except that groups get escaped children. */
    static TextWord[] of(@Nullable Converter<ILoggingEvent> head) {
        List<TextWord> words = new ArrayList<>();
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if (each instanceof LiteralConverter || each instanceof LineSeparatorConverter) {
                addLiteral(each, words);
            } else {
                words.add(word(each));
            }
        }
        return words.toArray(new TextWord[0]);
    }

    private static void addLiteral(Converter<ILoggingEvent> converter, List<TextWord> to) {
        StringBuilder text = new StringBuilder();
        converter.write(text, null);
        LiteralWord literal = new LiteralWord(text.toString());
        if (to.isEmpty() || !to.get(to.size() - 1).append(literal)) {
            to.add(literal);
        }
    }

    private static TextWord word(Converter<ILoggingEvent> converter) {
        // The other group looks at the classes of its children, so they cannot be replaced.
        if (converter instanceof CompositeConverter<ILoggingEvent> group
                && !(converter instanceof PrefixCompositeConverter)) {
            group.setChildConverter(children(of(group.getChildConverter())));
            return new ConvertedWord(group, Escape.PATTERN);
        }
        return converter instanceof FormattingConverter<ILoggingEvent> formatting
                ? formatted(formatting)
                : new ConvertedWord(converter, escape(converter));
    }

    private static TextWord formatted(FormattingConverter<ILoggingEvent> converter) {
        Class<?> type = converter.getClass();
        boolean isPlain = converter.getFormattingInfo() == null;
        if (isPlain && type == HlcConverter.class) {
            return new StampWord();
        }
        if (isPlain && type == TaskConverter.class) {
            return new TaskWord(converter);
        }
        if (type == LoggerConverter.class) {
            return new LoggerWord(converter);
        }
        if (type == DateConverter.class) {
            return new DateWord(converter);
        }
        return type == LevelConverter.class || type == ThreadConverter.class || type == CorrelationConverter.class
                ? new RecurringWord(converter)
                : new ConvertedWord(converter, escape(converter));
    }

    private static Escape escape(Converter<ILoggingEvent> converter) {
        boolean hasLines = converter instanceof ThrowableHandlingConverter
                || converter instanceof CallerDataConverter
                || converter instanceof LogicalStackConverter;
        return hasLines ? Escape.LINES : Escape.TEXT;
    }

    private static @Nullable Converter<ILoggingEvent> children(TextWord[] words) {
        Converter<ILoggingEvent> head = null;
        for (int i = words.length - 1; i >= 0; i--) {
            Converter<ILoggingEvent> child = new Child(words[i]);
            if (head != null) {
                child.setNext(head);
            }
            head = child;
        }
        return head;
    }

    /** A word in a group. The group shows what its words have shown, and escapes it as a part of the pattern. */
    private static final class Child extends Converter<ILoggingEvent> {
        private final TextWord word;
        private final Spare<TextWriter> spare = new Spare<>(TextWriter::ofPart);

        Child(TextWord word) {
            this.word = word;
        }

        @Override
        public String convert(ILoggingEvent event) {
            TextWriter part = spare.take();
            try {
                word.write(event, part);
                return part.toString();
            } finally {
                part.bytes.clear();
                spare.giveBack(part);
            }
        }
    }

    private TextWords() {}
}
