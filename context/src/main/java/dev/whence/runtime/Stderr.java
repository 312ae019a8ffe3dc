package dev.whence.runtime;

import dev.whence.runtime.table.Privileged;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.security.PrivilegedAction;

/**
 * The stderr that the JVM was started with. What the program has put in place of {@code System.err} may log, or wait for
 * a class that the caller is about to load.
 */
public final class Stderr {
    private static final FileOutputStream OUT = Privileged.run(new Opening());

    private static final class Opening implements PrivilegedAction<FileOutputStream> {
        @Override
        public FileOutputStream run() {
            return new FileOutputStream(FileDescriptor.err);
        }
    }

    /** Says a line to the user; not from inside a hook, since it may have to wait. */
    public static void say(String line) {
        try {
            OUT.write(("whence: " + line + System.lineSeparator()).getBytes(Charset.defaultCharset()));
        } catch (IOException nobodyListens) {
            // There is no other place to say that.
        }
    }

    /** A class loader as {@link Object#toString} names it, since its own method may do anything. */
    public static String nameOf(ClassLoader loader) {
        return loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader));
    }

    private Stderr() {}
}
