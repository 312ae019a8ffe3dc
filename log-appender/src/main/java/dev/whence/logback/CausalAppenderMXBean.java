package dev.whence.logback;

/**
 * The counters of a causal appender, as a management bean. While the appender is started, the platform's MBean server has
 * the bean under the name {@code dev.whence:type=Appender,context="...",name="..."}, with the names of the logger context and
 * of the appender.
 *
 * <p>When the appender has stopped, each event is in exactly one of written, dropped and failed.
 */
public interface CausalAppenderMXBean {
    /** Returns the number of events that were written. */
    long getWritten();

    /** Returns the number of dropped events. */
    long getDropped();

    /** Returns the number of events that could not be encoded, or on which an attached appender failed. */
    long getFailed();

    /** Returns the number of events that had to wait for a place in the queue. */
    long getBlocked();

    /** Returns the number of events in the queue. */
    int getNumberOfElementsInQueue();

    /** Returns for how many further events the queue has room. */
    int getRemainingCapacity();
}
