package dev.whence.context;

/** How much of what a message says about its context is believed. */
public enum Trust {
    /** Nothing: every message begins an operation of its own. */
    NONE,

    /** The id of the correlation, if it is valid. The default: an id does no harm, a forged order would be a lie. */
    CORRELATION,

    /** The order of events as well; for services that belong together. */
    ALL
}
