package dev.whence.agent.weave;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The classes through which woven classes of an application, of a server or of a JDK module reach the runtime: they use
 * the types of those, and so are defined into the same class loader.
 */
public final class GlueClasses {
    private final File jar;
    private final Instrumentation instrumentation;
    private final Sight sight;
    private final Map<@Nullable ClassLoader, Set<String>> defined = new WeakHashMap<>();
    private @Nullable Map<String, byte[]> all;

    /** The glue in the agent's jar. */
    public GlueClasses(File jar, Instrumentation instrumentation, Sight sight) {
        this.sight = sight;
        this.jar = jar;
        this.instrumentation = instrumentation;
    }

    /** Defines classes, unless the loader has them already, and lets a module use them. */
    synchronized void define(List<String> names, @Nullable ClassLoader loader, Module module) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        if (!sight.hasAll(loader)) {
            throw new IllegalStateException("its classes do not find the agent's");
        }
        Set<String> known = defined.get(loader);
        if (known == null) {
            known = new HashSet<>();
            defined.put(loader, known);
        }
        for (String name : names) {
            if (known.add(name)) {
                defineWithNested(name, loader);
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
                byte[] bytes = one.getValue();
                Unsafe.getUnsafe().defineClass(one.getKey(), bytes, 0, bytes.length, loader, null);
            }
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
