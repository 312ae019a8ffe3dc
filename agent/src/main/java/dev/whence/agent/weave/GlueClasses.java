package dev.whence.agent.weave;

import dev.whence.runtime.table.LoaderTable;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The classes through which woven classes of an application, of a server or of a JDK module reach the runtime: they use
 * the types of those, and so are defined into the same class loader.
 *
 * <p>No lock is held while a loader is asked or gets a class, as another thread may wait here that holds a lock of that
 * loader. So several threads may define the same at a time, where all but one find that it is there.
 */
public final class GlueClasses {
    private final File jar;
    private final Instrumentation instrumentation;
    private final Sight sight;

    /** The names of what is complete. */
    private final LoaderTable<Set<String>> defined = new LoaderTable<>();

    private volatile @Nullable Map<String, byte[]> all;

    /** The glue in the agent's jar. */
    public GlueClasses(File jar, Instrumentation instrumentation, Sight sight) {
        this.sight = sight;
        this.jar = jar;
        this.instrumentation = instrumentation;
    }

    /** Defines classes, unless the loader has them already, and lets a module use them. */
    void define(List<String> names, @Nullable ClassLoader loader, Module module) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        if (!sight.hasAll(loader)) {
            throw new IllegalStateException("its classes do not find the agent's");
        }
        Set<String> known = defined.putIfAbsent(loader, ConcurrentHashMap.newKeySet());
        for (String name : names) {
            if (!known.contains(name)) {
                defineWithNested(name, loader);
                known.add(name);
            }
        }
        if (loader != null && module.isNamed()) {
            instrumentation.redefineModule(
                    module, Set.of(loader.getUnnamedModule()), Map.of(), Map.of(), Set.of(), Map.of());
        }
    }

    private void defineWithNested(String name, @Nullable ClassLoader loader) throws IOException {
        for (Map.Entry<String, byte[]> one : all().entrySet()) {
            if (one.getKey().equals(name) || one.getKey().startsWith(name + "$")) {
                define(one.getKey(), one.getValue(), loader);
            }
        }
    }

    private static void define(String name, byte[] bytes, @Nullable ClassLoader loader) {
        try {
            Unsafe.getUnsafe().defineClass(name, bytes, 0, bytes.length, loader, null);
        } catch (LinkageError e) {
            if (!has(loader, name)) {
                throw e;
            }
        }
    }

    private static boolean has(@Nullable ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> classes = all;
        if (classes == null) {
            classes = ClassData.read(jar, "whence/glue.bin");
            all = classes;
        }
        return classes;
    }
}
