package dev.whence.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that runs with the permissions of the agent.
 *
 * <p>The JVM calls a transformer on the thread that loads a class. Under a security manager, the permissions there are
 * those of the classes on the stack, and an application's classes may not read files or ask for class loaders.
 */
@SuppressWarnings("removal")
final class PrivilegedTransformer implements ClassFileTransformer {
    /** The first JDK that cannot have a security manager. */
    private static final int UNCONFINED = 24;

    private final ClassFileTransformer transformer;

    private PrivilegedTransformer(ClassFileTransformer transformer) {
        this.transformer = transformer;
    }

    static ClassFileTransformer of(ClassFileTransformer transformer) throws ClassNotFoundException {
        if (Runtime.version().feature() >= UNCONFINED) {
            return transformer;
        }
        // Under a security manager the JVM calls Java code to check an access, at the first use of a class by another.
        // That code loads classes, which come by here. So all classes that are used here are used once now.
        Class.forName("sun.reflect.misc.ReflectUtil", true, null);
        run(new Transformation(transformer, Object.class.getModule(), null, null, null, null, new byte[0]));
        return new PrivilegedTransformer(transformer);
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes)
            throws IllegalClassFormatException {
        if (System.getSecurityManager() == null) {
            return transformer.transform(module, loader, name, redefined, domain, bytes);
        }
        return run(new Transformation(transformer, module, loader, name, redefined, domain, bytes));
    }

    private static byte @Nullable [] run(Transformation transformation) {
        return AccessController.doPrivileged(transformation);
    }

    private static final class Transformation implements PrivilegedAction<byte @Nullable []> {
        private final ClassFileTransformer transformer;
        private final Module module;
        private final @Nullable ClassLoader loader;
        private final @Nullable String name;
        private final @Nullable Class<?> redefined;
        private final @Nullable ProtectionDomain domain;
        private final byte[] bytes;

        Transformation(
                ClassFileTransformer transformer,
                Module module,
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            this.transformer = transformer;
            this.module = module;
            this.loader = loader;
            this.name = name;
            this.redefined = redefined;
            this.domain = domain;
            this.bytes = bytes;
        }

        @Override
        public byte @Nullable [] run() {
            try {
                return transformer.transform(module, loader, name, redefined, domain, bytes);
            } catch (IllegalClassFormatException e) {
                return null;
            }
        }
    }
}
