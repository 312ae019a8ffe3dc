package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/** A word that shows the same for each event: what stands between the conversion words of the pattern. */
final class LiteralWord extends TextWord {
    private final String literal;
    private final boolean isLineEnd;

    /** The bytes of the literal; null if it has lines or tabs, which depend on what is before them. */
    private final byte @Nullable [] encoded;

    LiteralWord(String literal) {
        this.literal = literal;
        this.isLineEnd = literal.equals("\n") || literal.equals("\r\n");
        boolean isOfOneLine = literal.chars().noneMatch(c -> c == '\n' || c == '\r' || c == '\t');
        this.encoded = isOfOneLine ? TextWriter.encode(literal) : null;
    }

    /** Returns the bytes of the literal, or null if they depend on what is before it. */
    byte @Nullable [] encoded() {
        return encoded;
    }

    @Override
    void write(ILoggingEvent event, TextWriter to) {
        if (isLineEnd) {
            to.endLine();
        } else if (encoded == null) {
            to.text(literal, null, Escape.PATTERN);
        } else {
            to.encoded(encoded);
        }
    }
}
