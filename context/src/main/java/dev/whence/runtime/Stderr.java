package dev.whence.runtime;

import dev.whence.runtime.table.Privileged;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.security.PrivilegedAction;

/**
 * The standard error stream with which the JVM was started. The stream that the program has set as {@code System.err}
 * may log, or wait for a class that the caller is about to load.
 */
public final class Stderr {
    private static final FileOutputStream OUT = Privileged.run(new Opening());

    private static final class Opening implements PrivilegedAction<FileOutputStream> {
        @Override
        public FileOutputStream run() {
            return new FileOutputStream(FileDescriptor.err);
        }
    }

    /** Prints a line for the user. Must not be called from inside a hook, since it may block. */
    public static void say(String line) {
        try {
            OUT.write(("whence: " + line + System.lineSeparator()).getBytes(Charset.defaultCharset()));
        } catch (IOException nobodyListens) {
            // There is no other place to report that.
        }
    }

    /**
     * Returns the name of a class loader as {@link Object#toString} makes it. The loader's own method could run any
     * code.
     */
    public static String nameOf(ClassLoader loader) {
        return loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader));
    }

    private Stderr() {}
}
