package dev.whence.benchmarks.logs;

/** A logging library that writes to a file, as configured for one contender. */
interface Log extends AutoCloseable {
    /** Sets the entries of the MDC for the events that the current thread logs next. */
    void begin(int request);

    /** Logs one event. */
    void info(int order);

    /** Writes all events to the file, then stops the library. */
    @Override
    void close();
}
