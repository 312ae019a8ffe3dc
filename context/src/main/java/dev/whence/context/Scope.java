package dev.whence.context;

/**
 * The part of a program's run in which a correlation or a hand-off is current. Closing the scope restores exactly the
 * context that was current before.
 *
 * <p>A scope has to be closed on the thread that opened it, and scopes in the reverse order of opening;
 * try-with-resources does so. Any other close changes nothing. If the system property {@code whence.strict} is {@code
 * true}, it is reported on {@code System.err}, with the stack trace of the code that opened the scope.
 */
public interface Scope extends AutoCloseable {
    /** Restores the context that was current before this scope was opened. A second close does nothing. */
    @Override
    void close();
}
