package dev.whence.logback;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.log.Printable;
import java.nio.charset.Charset;
import java.util.Iterator;

/**
 * An encoder that writes text by a pattern, like logback's {@code PatternLayoutEncoder}, and in which no event can be
 * forged. The first line of an event never begins with a tab, and all its further lines do.
 *
 * <p>This holds for any content of a message, an MDC entry, a thread name or an exception. Line ends within them are
 * followed by a tab. Other control characters are replaced by their codes, as in <code>&#92;u001b</code>. The escape
 * sequences of colours are replaced as well, so this encoder is meant for files. If the pattern does not end with a
 * line end, the encoder adds one.
 */
public class CausalTextEncoder extends PatternLayoutEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        Charset charset = getCharset();
        return record(getLayout().doLayout(event)).getBytes(charset == null ? Charset.defaultCharset() : charset);
    }

    private static String record(String text) {
        StringBuilder record = new StringBuilder(text.length() + 16);
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            boolean isFirst = record.length() == 0;
            if (!isFirst && !line.startsWith("\t")) {
                record.append('\t');
            }
            append(record, line, isFirst);
            record.append(System.lineSeparator());
        }
        return record.toString();
    }

    private static void append(StringBuilder record, String line, boolean isFirst) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Printable.isPrintable(c) || (c == '\t' && !(isFirst && i == 0))) {
                record.append(c);
            } else {
                record.append("\\u").append(Integer.toHexString(c + 0x10000), 1, 5);
            }
        }
    }
}
