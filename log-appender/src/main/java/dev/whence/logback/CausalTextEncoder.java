package dev.whence.logback;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.Charset;
import java.util.Iterator;

/**
 * Text by a pattern, as logback's {@code PatternLayoutEncoder}, in which nothing can pass for an event that was not logged:
 * an event begins with its one line that does not begin with a tab.
 *
 * <p>Whatever a message, an entry of the MDC, the name of a thread or an exception brings along, its further lines begin
 * with a tab, as the frames of a stack trace do anyway, and control characters are shown by their codes. So are those of
 * colours: this encoder is for files. Where the pattern does not end a line, the encoder does.
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
