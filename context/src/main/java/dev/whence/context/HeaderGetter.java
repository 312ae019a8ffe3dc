package dev.whence.context;

import org.jspecify.annotations.Nullable;

/** Reads the headers of a message of type {@code C}: an HTTP request, a message of a queue, a map. */
@FunctionalInterface
public interface HeaderGetter<C> {
    /** The first value of a header, whose name is matched without regard to case; null if there is none. */
    @Nullable String get(C carrier, String name);
}
