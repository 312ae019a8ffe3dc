package dev.whence.agent.executor;

import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of the other classes of a class loader while one of them is woven: from their files as long as it is
 * being loaded, and from those that are loaded.
 */
final class Neighbours {
    private final @Nullable ClassFiles files;
    private final Instrumentation instrumentation;
    private final ClassLoader loader;
    private final @Nullable ProtectionDomain domain;
    private @Nullable Map<String, Class<?>> loaded;
    private int missed;

    /** Without {@code files} only what is loaded counts. */
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

    /** The file of a class, by its internal name; null if it cannot be read. */
    @Nullable ClassReader file(String name) {
        return files == null ? null : files.read(name, loader, domain);
    }

    /** A class that is loaded, by its internal name. */
    @Nullable Class<?> loaded(String name) {
        return loaded().get(name);
    }

    /** The internal names of those that are loaded. */
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

    /** Of how many classes nothing was known. */
    int missed() {
        return missed;
    }
}
