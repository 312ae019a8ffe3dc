package dev.whence.runtime.table;

import org.jspecify.annotations.Nullable;

/**
 * A map from class loaders, the boot loader among them, to values. It is lock-free.
 *
 * <p>Class loaders are held weakly and compared by identity, as in the JVM. Their own {@code equals} and {@code
 * hashCode} are never called, since they may run any code.
 */
public final class LoaderTable<V> {
    private static final Object BOOT = new Object();

    private final WeakTable<V> values = Sweep.also(new WeakTable<>());

    /** Returns the value of a class loader, or null if it has none. */
    public @Nullable V get(@Nullable ClassLoader loader) {
        return values.get(key(loader));
    }

    /** Adds a value unless the class loader has one. Returns the value that the class loader has afterwards. */
    public V putIfAbsent(@Nullable ClassLoader loader, V value) {
        return values.putIfAbsent(key(loader), value);
    }

    private static Object key(@Nullable ClassLoader loader) {
        return loader == null ? BOOT : loader;
    }
}
