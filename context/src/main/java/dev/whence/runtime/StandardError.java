package dev.whence.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The error output of the process, whatever the program has made of {@code System.err}: its own stream may log, and hold a
 * lock while it does.
 */
final class StandardError {
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.err);

    /** Prints a line; where that is not possible nothing is printed. */
    static void println(String line) {
        try {
            OUT.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (Throwable closedOrForbidden) {
            // Nobody could be told of that either.
        }
    }

    private StandardError() {}
}
