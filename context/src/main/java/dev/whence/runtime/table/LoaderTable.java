package dev.whence.runtime.table;

import org.jspecify.annotations.Nullable;

/**
 * What is known of class loaders, the boot loader among them; lock-free. They are held weakly and told apart by their
 * identity, as the JVM does it: their own {@code equals} and {@code hashCode} may do anything.
 */
public final class LoaderTable<V> {
    private static final Object BOOT = new Object();

    private final WeakTable<V> values = Sweep.also(new WeakTable<>());

    /** The value of a loader; null if it has none. */
    public @Nullable V get(@Nullable ClassLoader loader) {
        return values.get(key(loader));
    }

    /** Adds a value unless the loader has one, and returns the one that it then has. */
    public V putIfAbsent(@Nullable ClassLoader loader, V value) {
        return values.putIfAbsent(key(loader), value);
    }

    private static Object key(@Nullable ClassLoader loader) {
        return loader == null ? BOOT : loader;
    }
}
