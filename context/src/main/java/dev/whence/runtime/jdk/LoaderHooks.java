package dev.whence.runtime.jdk;

import org.jspecify.annotations.Nullable;

/**
 * The hooks of class loaders of a program or a library. They are called first in {@code loadClass}, and let every class
 * loader take the classes of the runtime from the boot loader.
 *
 * <p>Class loaders of modules, bundles and plug-ins ask the boot loader only for packages of the JDK. A woven class of
 * such a class loader would otherwise fail with a {@code NoClassDefFoundError}.
 */
public final class LoaderHooks {
    private static final String OURS = "dev.whence.";

    /** Returns whether the boot loader has a class of Whence with a certain name. */
    public static boolean isOurs(@Nullable String name) {
        return name != null && name.startsWith(OURS) && find(name) != null;
    }

    /** Returns a class of the boot loader, or null if it has none with that name. */
    public static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private LoaderHooks() {}
}
