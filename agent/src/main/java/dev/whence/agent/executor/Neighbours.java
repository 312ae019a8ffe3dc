package dev.whence.agent.executor;

import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The other classes of a class loader, as far as they can be known while one of its classes is woven. A class is known
 * from its class file if that can be read, else if it is loaded. Nothing is ever loaded to find out.
 *
 * <p>An instance serves one class that is woven. It counts the classes of which nothing was known: a negative result
 * that rests on one of them is not final.
 */
final class Neighbours {
    private final @Nullable ClassFiles files;
    private final Instrumentation instrumentation;
    private final ClassLoader loader;
    private final @Nullable ProtectionDomain domain;

    /** The loaded classes by their internal names. They are listed at the first use, as that takes time. */
    private @Nullable Map<String, Class<?>> loaded;

    /** How many times nothing was known of a class. */
    private int missed;

    /**
     * Creates the neighbours of a class.
     *
     * @param files the reader of class files; null if only loaded classes count
     * @param domain where the woven class comes from
     */
    Neighbours(
            @Nullable ClassFiles files,
            Instrumentation instrumentation,
            ClassLoader loader,
            @Nullable ProtectionDomain domain) {
        this.files = files;
        this.instrumentation = instrumentation;
        this.loader = loader;
        this.domain = domain;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Returns the class file of a class by its internal name, or null if it cannot be read. */
    @Nullable ClassReader file(String name) {
        return files == null ? null : files.read(name, loader, domain);
    }

    /**
     * Returns a loaded class by its internal name, or null. A class counts if this class loader was asked for it,
     * whichever defined it.
     */
    @Nullable Class<?> loaded(String name) {
        return loaded().get(name);
    }

    /** Returns the internal names of the loaded classes. */
    Set<String> loadedNames() {
        return loaded().keySet();
    }

    private Map<String, Class<?>> loaded() {
        Map<String, Class<?>> known = loaded;
        if (known == null) {
            known = new HashMap<>();
            for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
                known.put(type.getName().replace('.', '/'), type);
            }
            loaded = known;
        }
        return known;
    }

    /** Notes that nothing is known of a class. */
    void miss() {
        missed++;
    }

    /** Returns how many times nothing was known of a class. */
    int missed() {
        return missed;
    }
}
