package dev.whence.log.merge;

import dev.whence.log.LogRecord;
import org.jspecify.annotations.Nullable;

/** What is written for a record. */
@FunctionalInterface
public interface Rendering {
    /** Returns the bytes of the record with its line end, or null if it is left out. */
    byte @Nullable [] render(LogRecord record);

    /** Returns whether it takes more than the text of a line of JSON. */
    default boolean needsFields() {
        return true;
    }

    /** Returns whether it takes the text of lines of JSON that tell about their order. */
    default boolean needsText() {
        return true;
    }
}
