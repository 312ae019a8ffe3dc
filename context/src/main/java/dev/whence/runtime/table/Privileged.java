package dev.whence.runtime.table;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Runs actions with the permissions of this class.
 *
 * <p>A hook runs in a call from the program, which a security manager may have restricted. The agent gives this class
 * to the boot loader, whose classes have all permissions, so that the program's restrictions do not apply to the
 * action.
 */
public final class Privileged {
    /** The first JDK version that cannot have a security manager. */
    private static final int UNCONFINED = 24;

    /** Runs an action with the permissions of this class and returns its result. */
    @SuppressWarnings("removal")
    public static <T extends @Nullable Object> T run(PrivilegedAction<T> action) {
        return Runtime.version().feature() < UNCONFINED ? AccessController.doPrivileged(action) : action.run();
    }

    private Privileged() {}
}
