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
 * The definition of the runtime in the boot loader, where the woven classes of the JDK and every class loader of the
 * application find it.
 *
 * <p>Woven code in {@code java.base} can call only classes that the boot loader finds. The official way to add some,
 * {@code Instrumentation.appendToBootstrapClassLoaderSearch}, has two effects that an application would notice: the JVM
 * prints a warning at every start, and it switches class data sharing off for the application's classes. So the classes
 * are defined one by one, by {@code jdk.internal.misc.Unsafe}. That is also faster, and needs no file besides the jar.
 *
 * <p>A class can be defined only after its supertypes, and the boot loader would not find them. So the jar has the
 * runtime's classes with supertypes first.
 *
 * <p>The internal packages that this needs are opened by {@code Instrumentation.redefineModule}, and only to the
 * agent's own module and the runtime's: the application gains no access.
 */
final class BootLoader {
    /**
     * The classes that are left to initialise themselves, as they take longer than all others together. The woven
     * {@code CompletableFuture} and {@code ForkJoinTask} initialise theirs when they are initialised, which is before
     * anything can call them. {@code Entry} is used where a throwable has just left a task, and most of the stack is
     * free. {@code InFlight} is used by no hook. The last two are used if failures are watched.
     */
    private static final Set<String> LATER = Set.of(
            "dev.whence.runtime.jdk.Completers",
            "dev.whence.runtime.jdk.CompleterHooks",
            "dev.whence.runtime.jdk.ForkJoinHooks",
            "dev.whence.runtime.Entry",
            "dev.whence.runtime.jdk.InFlight",
            "dev.whence.runtime.jdk.Outcomes",
            "dev.whence.runtime.Failure$Message");

    /** Opens the internal packages of the JDK that the agent itself uses. */
    static void open(Instrumentation instrumentation) {
        open(
                instrumentation,
                BootLoader.class.getModule(),
                "jdk.internal.access",
                "jdk.internal.loader",
                "jdk.internal.misc",
                "jdk.internal.reflect",
                "jdk.internal.ref",
                "jdk.internal.perf");
    }

    /** Defines the runtime, and returns the names of its classes. */
    static Set<String> define(Instrumentation instrumentation, ZipFile jar) throws IOException {
        Class<?> last = Object.class;
        Unsafe unsafe = Unsafe.getUnsafe();
        Map<String, byte[]> runtime = ClassData.read(jar, "whence/runtime.bin");
        for (Map.Entry<String, byte[]> one : runtime.entrySet()) {
            byte[] bytes = one.getValue();
            last = unsafe.defineClass(one.getKey(), bytes, 0, bytes.length, null, null);
        }
        open(instrumentation, last.getModule(), "java.lang", "java.util.concurrent");
        return runtime.keySet();
    }

    /**
     * Initialises the runtime, and makes a first hop in a running application.
     *
     * <p>Else a thread of the application would initialise a class inside a hook. It might hold locks, or have little
     * stack left: and a class whose initialiser has failed once can never be used again.
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

    /** Opens packages of {@code java.base} to a module. */
    static void open(Instrumentation instrumentation, Module to, String... packageNames) {
        Map<String, Set<Module>> packages = new HashMap<>();
        for (String packageName : packageNames) {
            packages.put(packageName, Set.of(to));
        }
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), packages, Set.of(), Map.of());
    }

    private BootLoader() {}
}
