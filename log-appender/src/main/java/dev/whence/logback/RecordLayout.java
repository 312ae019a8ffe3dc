package dev.whence.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.PostCompileProcessor;
import org.jspecify.annotations.Nullable;

/** A layout by a pattern whose words are escaped. It formats each event as one {@link TextRecord}. */
final class RecordLayout extends PatternLayout {
    private @Nullable Converter<ILoggingEvent> compiled;
    private @Nullable Converter<ILoggingEvent> words;

    RecordLayout() {
        PostCompileProcessor<ILoggingEvent> addsException = postCompileProcessor;
        setPostCompileProcessor((context, head) -> {
            addsException.process(context, head);
            compiled = head;
        });
    }

    /** Escapes the words after their start, so that they are started and configured as in any layout. */
    @Override
    public void start() {
        super.start();
        words = EscapedWord.chain(compiled);
    }

    /** Returns the first word of the pattern. */
    @Nullable Converter<ILoggingEvent> words() {
        return words;
    }

    @Override
    protected String writeLoopOnConverters(ILoggingEvent event) {
        return new TextRecord(System.lineSeparator()).write(words, event).toString();
    }
}
