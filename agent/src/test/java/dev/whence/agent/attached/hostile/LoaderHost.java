package dev.whence.agent.attached.hostile;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a class loader of an odd kind. */
public final class LoaderHost {
    /** Gets nothing of others but the packages of the JDK that have its name. */
    private static final class Filtering extends URLClassLoader {
        Filtering(URL[] urls) {
            super(urls, null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null
                        ? known
                        : name.startsWith("java") ? super.loadClass(name, resolve) : findClass(name);
            }
        }
    }

    /** Looks into its own jars first, and overrides what the JVM calls. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] urls) {
            super(urls, LoaderHost.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException notOwn) {
                    return super.loadClass(name);
                }
            }
        }
    }

    /** A child of one that filters. */
    private static final class Child extends URLClassLoader {
        Child(URL[] urls) {
            super(urls, new Filtering(new URL[0]));
        }
    }

    /** Defined as a hidden class, so that no agent ever sees it. */
    static final class Hidden extends URLClassLoader {
        public Hidden(URL[] urls) {
            super(urls, null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null
                        ? known
                        : name.startsWith("java") ? super.loadClass(name, resolve) : findClass(name);
            }
        }
    }

    /** Arguments: the kind of loader, the class path, the class. */
    public static void main(String[] args) throws Exception {
        URL[] urls = urls(args[1]);
        ClassLoader loader =
                switch (args[0]) {
                    case "filtering" -> new Filtering(urls);
                    case "childFirst" -> new ChildFirst(urls);
                    case "child" -> new Child(urls);
                    case "orphan" -> new URLClassLoader(urls, null);
                    case "hidden" -> hidden(urls);
                    default -> throw new IllegalArgumentException(args[0]);
                };
        ((Runnable) loader.loadClass(args[2]).getConstructor().newInstance()).run();
        System.exit(0);
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    private static ClassLoader hidden(URL[] urls) throws IOException, ReflectiveOperationException {
        try (InputStream in = LoaderHost.class.getResourceAsStream("LoaderHost$Hidden.class")) {
            return (ClassLoader) MethodHandles.lookup()
                    .defineHiddenClass(in.readAllBytes(), true)
                    .lookupClass()
                    .getConstructor(URL[].class)
                    .newInstance((Object) urls);
        }
    }

    private LoaderHost() {}
}
