package dev.whence.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.PostCompileProcessor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A layout by a pattern whose words are escaped. It formats each event as one record, see {@link TextWriter}. */
final class RecordLayout extends PatternLayout {
    private @Nullable Converter<ILoggingEvent> compiled;
    private TextWord[] words = {};
    private boolean isForAnyThread;

    RecordLayout() {
        PostCompileProcessor<ILoggingEvent> addsException = postCompileProcessor;
        setPostCompileProcessor((context, head) -> {
            addsException.process(context, head);
            compiled = head;
        });
    }

    /** Makes the words after the start of their converters, which are started and configured as in any layout. */
    @Override
    public void start() {
        super.start();
        words = TextWords.of(compiled);
        isForAnyThread = Arrays.stream(words).allMatch(TextWord::isForAnyThread);
    }

    /** Returns whether any thread may write the record of an event at any time. */
    boolean isForAnyThread() {
        return isForAnyThread;
    }

    /** Appends the record of an event. */
    void write(ILoggingEvent event, TextWriter to) {
        to.begin();
        for (TextWord word : words) {
            word.write(event, to);
        }
        to.end();
    }

    @Override
    protected String writeLoopOnConverters(ILoggingEvent event) {
        TextWriter record = TextWriter.ofRecords(new Bytes());
        write(event, record);
        return record.toString();
    }
}
