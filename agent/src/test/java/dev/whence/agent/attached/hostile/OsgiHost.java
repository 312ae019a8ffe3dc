package dev.whence.agent.attached.hostile;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/** Starts whatever OSGi framework is on the class path, with one bundle, and runs a class of that. */
public final class OsgiHost {
    /** Arguments: a folder for the framework, the bundle, the class. */
    public static void main(String[] args) throws Exception {
        Class<?> factories = Class.forName("org.osgi.framework.launch.FrameworkFactory");
        Object factory = ServiceLoader.load(factories).iterator().next();
        Map<String, String> configuration = Map.of("org.osgi.framework.storage", args[0]);
        Object framework = factories.getMethod("newFramework", Map.class).invoke(factory, configuration);
        Class<?> bundles = Class.forName("org.osgi.framework.Bundle");
        bundles.getMethod("start").invoke(framework);
        Object context = bundles.getMethod("getBundleContext").invoke(framework);
        Object bundle = Class.forName("org.osgi.framework.BundleContext")
                .getMethod("installBundle", String.class)
                .invoke(context, Path.of(args[1]).toUri().toString());
        bundles.getMethod("start").invoke(bundle);
        Class<?> guest = (Class<?>) bundles.getMethod("loadClass", String.class).invoke(bundle, args[2]);
        ((Runnable) guest.getConstructor().newInstance()).run();
        System.exit(0);
    }

    private OsgiHost() {}
}
