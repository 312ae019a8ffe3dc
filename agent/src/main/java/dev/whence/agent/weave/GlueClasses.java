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
 * Defines the glue: the classes of {@code dev.whence.glue}, which connect the types of a library, a server or a module
 * of the JDK with the runtime.
 *
 * <p>A glue class refers to types of the library, so it must be defined into the class loader of the library. There the
 * library's types and, by delegation to the boot loader, the runtime are both visible. No code of the library is
 * changed to know of it, except for the calls that are woven in.
 *
 * <p>No lock is held while a class loader is asked for a class or is given one. A thread of the application may hold
 * the lock of that class loader and wait for a class that this transformer works on; a lock held here would then
 * deadlock the two. The price is that several threads may try to define the same class. All but one of them get a
 * {@link LinkageError}, and find that the class is there.
 */
public final class GlueClasses {
    private final File jar;
    private final Instrumentation instrumentation;
    private final Sight sight;

    /** The glue that is completely defined, with nested classes, by class loader. It is an optimisation only. */
    private final LoaderTable<Set<String>> defined = new LoaderTable<>();

    /** All glue of the agent's jar by name, read when the first woven class needs some. */
    private volatile @Nullable Map<String, byte[]> all;

    /** Creates the glue of the agent's jar, with nothing defined yet. */
    public GlueClasses(File jar, Instrumentation instrumentation, Sight sight) {
        this.sight = sight;
        this.jar = jar;
        this.instrumentation = instrumentation;
    }

    /**
     * Defines glue classes into a class loader, unless they are there already, and lets a module use them.
     *
     * @param module the module of the woven class, which calls the glue @throws IllegalStateException if the class
     *       loader does not find the runtime
     */
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
        // The glue is in the unnamed module of the class loader, which a named module does not read by default.
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
            // Another thread was faster, or an earlier attempt was given up half way. Otherwise the library is not as
            // expected.
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
