package dev.whence.agent;

import dev.whence.agent.weave.ClassData;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The class loader of what looks at what is in flight, and of the library by which that is written as JSON. */
final class LiveLoader extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();

    LiveLoader(File jar) throws IOException {
        super("whence-live", LiveLoader.class.getClassLoader());
        classes.putAll(ClassData.read(jar, "whence/live.bin"));
        for (Map.Entry<String, byte[]> one :
                ClassData.read(jar, "whence/logs.bin").entrySet()) {
            if (one.getKey().startsWith("com.fasterxml.jackson.core.")) {
                classes.put(one.getKey(), one.getValue());
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.remove(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, LiveLoader.class.getProtectionDomain());
    }
}
