package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** An encoder that can write into the buffer of an output, which saves a copy of each record. */
interface RecordEncoder {
    /**
     * Appends the record of an event to a buffer. Only one thread at a time may call this, and only for one buffer.
     *
     * @throws RuntimeException if the event cannot be encoded. The buffer may then have a part of the record
     */
    void write(ILoggingEvent event, Bytes buffer);
}
