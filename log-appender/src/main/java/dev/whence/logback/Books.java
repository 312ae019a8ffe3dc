package dev.whence.logback;

import ch.qos.logback.core.spi.ContextAware;
import dev.whence.runtime.LogSink;

/** Opens the sinks that appenders keep as their books: each line names its predecessors in the same books. */
final class Books {
    /** Returns books for an appender. If there are none left, they are shared, and a status message says so. */
    static LogSink open(ContextAware owner, String name) {
        LogSink books = LogSink.open();
        if (books == LogSink.shared()) {
            owner.addWarn("Three other appenders have predecessors of their own already. So appender [" + name
                    + "] shares those of all events that pass their logger's level: its lines may name predecessors"
                    + " that its filters have removed. Put filters on the other appenders only.");
        }
        return books;
    }

    private Books() {}
}
