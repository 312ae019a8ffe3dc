package dev.whence.context;

import org.jspecify.annotations.Nullable;

/** Reads the headers of a message of type {@code C}, such as an HTTP request, a message of a queue or a map. */
@FunctionalInterface
public interface HeaderGetter<C> {
    /** Returns the first value of a header, or null if there is none. The case of the name does not matter. */
    @Nullable String get(C carrier, String name);
}
