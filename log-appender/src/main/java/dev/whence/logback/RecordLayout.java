package dev.whence.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.PostCompileProcessor;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A layout by a pattern whose words are escaped. It formats each event as one {@link TextRecord}. */
final class RecordLayout extends PatternLayout {
    /**
     * A record for the next event. It is taken while it is used, since messages may log while they are formatted, and
     * threads may encode at the same time.
     */
    private final AtomicReference<@Nullable TextRecord> spare = new AtomicReference<>();

    private @Nullable Converter<ILoggingEvent> compiled;
    private List<EscapedWord> words = List.of();

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
        words = EscapedWord.of(compiled);
    }

    /** Returns the bytes of the record of an event. */
    byte[] encode(ILoggingEvent event, Charset charset) {
        TextRecord record = spare.getAndSet(null);
        if (record == null) {
            record = newRecord();
        }
        byte[] bytes = record.write(event).encoded(charset);
        if (!record.isHuge()) {
            spare.set(record);
        }
        return bytes;
    }

    @Override
    protected String writeLoopOnConverters(ILoggingEvent event) {
        return newRecord().write(event).toString();
    }

    private TextRecord newRecord() {
        return new TextRecord(words, System.lineSeparator());
    }
}
