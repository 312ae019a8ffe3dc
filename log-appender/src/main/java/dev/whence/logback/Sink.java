package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** Where a worker puts the events that it takes. Only the worker calls these methods, one at a time. */
interface Sink {
    /**
     * Puts an event. The sink counts the event as written, now or later, unless it is a {@link GapEvent}.
     *
     * @throws Exception if the event cannot be put. Like any error, it means that the event has failed
     */
    void put(ILoggingEvent event) throws Exception;

    /**
     * Does on the thread that logged an event what can be done before the worker puts the event. Any thread calls this,
     * after the event was published: the worker may be putting it at the same time.
     */
    void prepare(StampedEvent event);

    /** Hands everything that was put so far to the operating system. Called whenever the queue is empty. */
    void flush() throws Exception;

    /** Releases what the sink needs. No other call follows. */
    void close() throws Exception;
}
