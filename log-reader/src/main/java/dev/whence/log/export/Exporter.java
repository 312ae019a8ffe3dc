package dev.whence.log.export;

import dev.whence.log.tree.Story;
import java.io.IOException;
import java.io.OutputStream;

/** Writes an operation in the format of another tool. */
@FunctionalInterface
public interface Exporter {
    /** Writes an operation. */
    void export(Story story, OutputStream out) throws IOException;
}
