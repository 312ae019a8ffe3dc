package dev.whence.context;

/**
 * The stretch of code in which a correlation or a hand-off is current; closing it restores exactly what was before.
 *
 * <p>Close it on the thread that opened it, in the reverse order of opening; try-with-resources does. Any other close
 * changes nothing, and is reported on {@code System.err} with the stack of the opener if the system property {@code
 * whence.strict} is {@code true}.
 */
public interface Scope extends AutoCloseable {
    /** Restores what was current before this scope was opened. A second close does nothing. */
    @Override
    void close();
}
