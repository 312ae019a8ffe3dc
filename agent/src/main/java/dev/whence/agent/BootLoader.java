package dev.whence.agent;

import dev.whence.agent.weave.ClassData;
import dev.whence.runtime.Capture;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import jdk.internal.misc.Unsafe;

/**
 * Puts the runtime into the boot loader, where the woven JDK and every application find it.
 *
 * <p>Class by class, in an order in which supertypes come first: unlike {@code appendToBootstrapClassLoaderSearch} this
 * neither makes the JVM print a warning at every start nor switches class data sharing off for the application, and needs
 * no temporary file.
 */
final class BootLoader {
    /**
     * What takes longer to initialise than all the rest. The first is so by {@code CompletableFuture}, when that is; the
     * second is used where a throwable has left a task, with most of the stack free.
     */
    private static final Set<String> LATER =
            Set.of("dev.whence.runtime.jdk.CompletionEdges", "dev.whence.runtime.Entry");

    /** Opens what the agent itself uses of the JDK. */
    static void open(Instrumentation instrumentation) {
        open(
                instrumentation,
                BootLoader.class.getModule(),
                "jdk.internal.misc",
                "jdk.internal.ref",
                "jdk.internal.perf");
    }

    /** Defines the runtime; the names of its classes. */
    static Set<String> define(Instrumentation instrumentation, ZipFile jar) throws IOException {
        Class<?> last = Object.class;
        Unsafe unsafe = Unsafe.getUnsafe();
        Map<String, byte[]> runtime = ClassData.read(jar, "whence/runtime.bin");
        for (Map.Entry<String, byte[]> one : runtime.entrySet()) {
            byte[] bytes = one.getValue();
            last = unsafe.defineClass(one.getKey(), bytes, 0, bytes.length, null, null);
        }
        open(instrumentation, last.getModule(), "java.lang", "java.util.concurrent", "jdk.internal.reflect");
        return runtime.keySet();
    }

    /**
     * Initialises all of it, and makes a first hop: else a thread of the program would do so inside a hook, perhaps where it
     * has no stack left for that, and a class whose initialiser fails once can never be used.
     */
    static void initialise(Set<String> runtime, boolean isRunning) {
        for (String name : runtime) {
            if (isRunning || !LATER.contains(name)) {
                initialise(name);
            }
        }
        if (isRunning) {
            Capture.here();
        }
    }

    private static void initialise(String name) {
        try {
            Class.forName(name, true, null);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void open(Instrumentation instrumentation, Module to, String... packageNames) {
        Map<String, Set<Module>> packages = new HashMap<>();
        for (String packageName : packageNames) {
            packages.put(packageName, Set.of(to));
        }
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), packages, Set.of(), Map.of());
    }

    private BootLoader() {}
}
