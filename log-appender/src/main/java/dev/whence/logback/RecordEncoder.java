package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/** An encoder that can write into the buffer of an output, which saves a copy of each record. */
interface RecordEncoder {
    /**
     * Appends the record of an event to a buffer. Only one thread at a time may call this, and only for one buffer.
     *
     * @throws RuntimeException if the event cannot be encoded. The buffer may then have a part of the record
     */
    void write(ILoggingEvent event, Bytes buffer);

    /**
     * Encodes an event without an exception and key-value pairs. Any thread may call this at any time.
     *
     * @return the record; null if only {@link #write} can encode the event, or if it is not worth while: for a long record
     *     the writer spends as much time to get its bytes from another processor as it saves
     * @throws RuntimeException if the event cannot be encoded
     */
    default byte @Nullable [] encodeEarly(ILoggingEvent event) {
        return null;
    }
}
