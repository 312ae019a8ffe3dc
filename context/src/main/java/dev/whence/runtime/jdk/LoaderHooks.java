package dev.whence.runtime.jdk;

import org.jspecify.annotations.Nullable;

/**
 * What class loaders of a program or a library call first in {@code loadClass}: the classes of the runtime come from the
 * boot loader for everybody.
 *
 * <p>Those of modules, bundles and plug-ins ask the boot loader for nothing but the JDK's own packages. Without this a
 * class of theirs that is woven would end in a {@code NoClassDefFoundError}.
 */
public final class LoaderHooks {
    private static final String OURS = "dev.whence.";

    /** Whether the boot loader has a class of ours of that name. */
    public static boolean isOurs(@Nullable String name) {
        return name != null && name.startsWith(OURS) && find(name) != null;
    }

    /** The class that {@link #isOurs}. */
    public static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private LoaderHooks() {}
}
