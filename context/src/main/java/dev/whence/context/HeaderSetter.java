package dev.whence.context;

/** Writes the headers of a message of type {@code C}: an HTTP request, a message of a queue, a map. */
@FunctionalInterface
public interface HeaderSetter<C> {
    /** Gives a header one value, in place of those that it has. */
    void set(C carrier, String name, String value);
}
