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
     * Encodes the part of a record that does not depend on the records before it. Any thread may call this at any time,
     * for an event without an exception and key-value pairs.
     *
     * @return null if only {@link #write} can encode the event
     * @throws RuntimeException if the event cannot be encoded
     */
    byte @Nullable [] encodeEarly(ILoggingEvent event);

    /** Appends a record of which a part was encoded early. To be called like {@link #write}. */
    void complete(byte[] early, Bytes buffer);
}
