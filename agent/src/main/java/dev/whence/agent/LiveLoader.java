package dev.whence.agent;

import dev.whence.agent.weave.ClassData;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads what looks at the program while it runs, and the library by which it writes JSON. What it loads may read
 * private fields of the JDK.
 */
final class LiveLoader extends ClassLoader {
    private static final String JSON = "com.fasterxml.jackson.core.";

    /** The packages of the JDK in which private fields are read. */
    private static final String[] PACKAGES = {
        "java.lang", "java.util", "java.util.concurrent", "java.util.concurrent.locks", "jdk.internal.vm"
    };

    private final File jar;
    private final Map<String, byte[]> classes;

    LiveLoader(File jar, Instrumentation instrumentation) throws IOException {
        super("whence-live", LiveLoader.class.getClassLoader());
        this.jar = jar;
        this.classes = new HashMap<>(ClassData.read(jar, "whence/live.bin"));
        BootLoader.open(instrumentation, LiveLoader.class.getModule(), PACKAGES);
        BootLoader.open(instrumentation, getUnnamedModule(), PACKAGES);
        openHttpClient(instrumentation);
    }

    /** Opens the JDK's HTTP client, which not every JVM has. */
    private void openHttpClient(Instrumentation instrumentation) {
        Module client = ModuleLayer.boot().findModule("java.net.http").orElse(null);
        if (client != null) {
            Map<String, Set<Module>> opened = Map.of("jdk.internal.net.http", Set.of(getUnnamedModule()));
            instrumentation.redefineModule(client, Set.of(), Map.of(), opened, Set.of(), Map.of());
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, LiveLoader.class.getProtectionDomain());
    }

    /** Returns the bytes of a class. Those of the library are read when the first of them is needed. */
    private synchronized byte @Nullable [] bytes(String name) {
        byte[] bytes = classes.remove(name);
        if (bytes == null && name.startsWith(JSON)) {
            readJson();
            bytes = classes.remove(name);
        }
        return bytes;
    }

    private void readJson() {
        try {
            for (Map.Entry<String, byte[]> one :
                    ClassData.read(jar, "whence/logs.bin").entrySet()) {
                if (one.getKey().startsWith(JSON)) {
                    classes.put(one.getKey(), one.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
