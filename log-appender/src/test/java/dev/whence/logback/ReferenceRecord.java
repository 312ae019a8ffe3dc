package dev.whence.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.CallerDataConverter;
import ch.qos.logback.classic.pattern.LineSeparatorConverter;
import ch.qos.logback.classic.pattern.PrefixCompositeConverter;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.pattern.CompositeConverter;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.LiteralConverter;
import ch.qos.logback.core.pattern.PostCompileProcessor;
import dev.whence.runtime.log.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders records in the plainest way: asks logback's converter of each word for its text, escapes that, and marks the
 * lines of the result.
 */
final class ReferenceRecord extends PatternLayout {
    private final List<Converter<ILoggingEvent>> words = new ArrayList<>();
    private @Nullable Converter<ILoggingEvent> compiled;

    ReferenceRecord(Context context, String pattern) {
        PostCompileProcessor<ILoggingEvent> addsException = postCompileProcessor;
        setPostCompileProcessor((known, head) -> {
            addsException.process(known, head);
            compiled = head;
        });
        setContext(context);
        setPattern(pattern);
        start();
        for (Converter<ILoggingEvent> each = compiled; each != null; each = each.getNext()) {
            words.add(new Escaped(each));
        }
    }

    String of(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        for (Converter<ILoggingEvent> word : words) {
            word.write(text, event);
        }
        String[] lines = (text.toString().endsWith("\n") ? text.substring(0, text.length() - 1) : text.toString())
                .split("\n", -1);
        StringBuilder record = new StringBuilder(lines[0].replaceFirst("^\t", "\\\\t")).append('\n');
        for (int i = 1; i < lines.length; i++) {
            record.append(lines[i].startsWith("\t") ? "" : "\t")
                    .append(lines[i])
                    .append('\n');
        }
        return record.toString();
    }

    private static final class Escaped extends Converter<ILoggingEvent> {
        private final Converter<ILoggingEvent> word;
        private final String kept;

        Escaped(Converter<ILoggingEvent> word) {
            this.word = word;
            boolean isGroup = word instanceof CompositeConverter && !(word instanceof PrefixCompositeConverter);
            boolean isOfPattern = word instanceof LiteralConverter || word instanceof LineSeparatorConverter || isGroup;
            boolean hasLines = word instanceof ThrowableHandlingConverter
                    || word instanceof CallerDataConverter
                    || word instanceof LogicalStackConverter;
            kept = isOfPattern ? "\n\t\u001b" : hasLines ? "\n\t" : "";
            if (isGroup) {
                escapeChildren((CompositeConverter<ILoggingEvent>) word);
            }
        }

        private static void escapeChildren(CompositeConverter<ILoggingEvent> group) {
            Converter<ILoggingEvent> head = null;
            Converter<ILoggingEvent> last = null;
            for (Converter<ILoggingEvent> each = group.getChildConverter(); each != null; each = each.getNext()) {
                Converter<ILoggingEvent> child = new Escaped(each);
                if (last == null) {
                    head = child;
                } else {
                    last.setNext(child);
                }
                last = child;
            }
            group.setChildConverter(head);
        }

        @Override
        public void write(StringBuilder to, ILoggingEvent event) {
            StringBuilder raw = new StringBuilder();
            word.write(raw, word instanceof ThrowableProxyConverter ? EscapedThrowable.in(event) : event);
            String text = kept.isEmpty() ? raw.toString() : raw.toString().replaceAll("\r\n?", "\n");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Printable.isPrintable(text, i) || kept.indexOf(c) >= 0) {
                    to.append(c);
                } else {
                    Printable.appendEscape(to, c);
                }
            }
        }

        @Override
        public String convert(ILoggingEvent event) {
            StringBuilder text = new StringBuilder();
            write(text, event);
            return text.toString();
        }
    }
}
