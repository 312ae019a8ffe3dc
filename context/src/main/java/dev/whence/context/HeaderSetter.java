package dev.whence.context;

/** Writes the headers of a message of type {@code C}, such as an HTTP request, a message of a queue or a map. */
@FunctionalInterface
public interface HeaderSetter<C> {
    /** Sets a header to a single value. It replaces all values that the header has. */
    void set(C carrier, String name, String value);
}
