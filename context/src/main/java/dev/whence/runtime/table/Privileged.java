package dev.whence.runtime.table;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with the permissions of this class, whatever those of the program under whose frames it happens.
 *
 * <p>The agent gives this class to the boot loader, whose classes have all permissions. A hook is called under the frames
 * of a program that a security manager may have confined.
 */
public final class Privileged {
    /** The first JDK that cannot have a security manager. */
    private static final int UNCONFINED = 24;

    @SuppressWarnings("removal")
    public static <T extends @Nullable Object> T run(PrivilegedAction<T> action) {
        return Runtime.version().feature() < UNCONFINED ? AccessController.doPrivileged(action) : action.run();
    }

    private Privileged() {}
}
