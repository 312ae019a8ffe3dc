package dev.whence.agent.attached.hostile;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** A system class loader that finds everything by itself, but for the JDK, and names its jars as an option says. */
public final class OwnSystemLoader extends URLClassLoader {
    private final String location = System.getProperty("location", "%s");

    public OwnSystemLoader(ClassLoader parent) {
        super(new URL[0], null);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            appendToClassPathForInstrumentation(entry);
        }
    }

    /** Called by the JVM for the jar of an agent. */
    private void appendToClassPathForInstrumentation(String path) {
        try {
            addURL(new URL(location.replace("%s", "file:" + path)));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null
                    ? known
                    : name.startsWith("java.") || name.startsWith("sun.")
                            ? super.loadClass(name, resolve)
                            : findClass(name);
        }
    }
}
