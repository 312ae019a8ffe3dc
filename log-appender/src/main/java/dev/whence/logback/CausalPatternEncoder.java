package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.PatternLayoutEncoderBase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that writes text by a pattern, like logback's {@code PatternLayoutEncoder}, and in which no event can be
 * forged. Each event is one record: a line that does not begin with a tab, and further lines that do.
 *
 * <p>What the words of the pattern show is escaped, whatever is in a message, an MDC entry, the name of a thread or
 * logger, or the message of an exception. Control characters, line separators, changes of the writing direction and
 * unpaired surrogates become {@code \n}, {@code \r}, {@code \t} or <code>&#92;u001b</code>. So do characters that the
 * charset does not have. The pattern itself is trusted, with its colours and line ends.
 *
 * <p>Further lines come from line ends of the pattern and from stack traces only. If the text does not end with a line
 * end, the encoder adds one.
 */
public class CausalPatternEncoder extends PatternLayoutEncoderBase<ILoggingEvent> implements RecordEncoder {
    private static final byte[] NOTHING = {};

    private final Spare<TextWriter> spare = new Spare<>(() -> TextWriter.ofRecords(new Bytes()));

    /** The writer into the buffer of an output. */
    private @Nullable TextWriter direct;

    private @Nullable RecordLayout records;
    private TextCharset charset = new TextCharset(StandardCharsets.UTF_8);

    @Override
    public void start() {
        RecordLayout started = new RecordLayout();
        started.setContext(getContext());
        started.setPattern(getPattern());
        started.setOutputPatternAsHeader(isOutputPatternAsHeader());
        started.start();
        charset = new TextCharset(getCharset() == null ? Charset.defaultCharset() : getCharset());
        records = started;
        layout = started;
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        RecordLayout started = records;
        return started == null || !started.isStarted() ? NOTHING : encode(event, started);
    }

    private byte[] encode(ILoggingEvent event, RecordLayout started) {
        TextWriter record = spare.take();
        try {
            started.write(event, record);
            return charset.encode(record);
        } finally {
            record.bytes.clear();
            spare.giveBack(record);
        }
    }

    @Override
    public void write(ILoggingEvent event, Bytes buffer) {
        RecordLayout started = records;
        if (started == null || !started.isStarted() || !charset.isUtf8()) {
            buffer.put(encode(event));
            return;
        }
        TextWriter writer = direct;
        if (writer == null || writer.bytes != buffer) {
            writer = TextWriter.ofRecords(buffer);
            direct = writer;
        }
        started.write(event, writer);
    }

    @Override
    public byte @Nullable [] encodeEarly(ILoggingEvent event) {
        RecordLayout started = records;
        return started != null && started.isStarted() && started.isForAnyThread() ? encode(event, started) : null;
    }
}
