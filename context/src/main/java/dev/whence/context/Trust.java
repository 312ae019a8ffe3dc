package dev.whence.context;

/** How far the context in the headers of a message is believed. */
public enum Trust {
    /** Nothing is believed: every message begins a new operation. */
    NONE,

    /**
     * A valid correlation ID is believed. This is the default: a foreign ID does no harm, but a forged edge would put
     * log events into a wrong order.
     */
    CORRELATION,

    /** The correlation ID and the edge are believed. This is for services that trust each other. */
    ALL
}
