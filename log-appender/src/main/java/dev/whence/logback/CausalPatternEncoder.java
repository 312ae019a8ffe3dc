package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.PatternLayoutEncoderBase;
import java.nio.charset.Charset;
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
public class CausalPatternEncoder extends PatternLayoutEncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private @Nullable RecordLayout records;

    @Override
    public void start() {
        RecordLayout started = new RecordLayout();
        started.setContext(getContext());
        started.setPattern(getPattern());
        started.setOutputPatternAsHeader(isOutputPatternAsHeader());
        started.start();
        records = started;
        layout = started;
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        RecordLayout started = records;
        return started == null || !started.isStarted() ? NOTHING : started.encode(event, charset());
    }

    private Charset charset() {
        Charset charset = getCharset();
        return charset == null ? Charset.defaultCharset() : charset;
    }
}
