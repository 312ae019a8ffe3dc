package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** A word of a pattern. It writes what it shows of an event, escaped. Several threads may use it at the same time. */
abstract class TextWord {
    abstract void write(ILoggingEvent event, TextWriter to);

    /** Makes this word write the literal behind it as well, if it can. Returns whether it can. */
    boolean append(LiteralWord literal) {
        return false;
    }

    /** Returns whether this word runs no code of the application, so that it may be written at any time. */
    boolean isForAnyThread() {
        return true;
    }
}
