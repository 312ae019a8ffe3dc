package dev.whence.agent.cli.probe;

import dev.whence.agent.HookReport;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be loaded of the JDK's modules and of the libraries that were named. */
final class ClassPath {
    /** Loads the classes of a hook that are there; whether any is, or it has none. */
    static boolean load(String hook) {
        Set<String> classes = HookReport.classes(hook);
        boolean isThere = classes.isEmpty();
        for (String name : classes) {
            isThere |= has(name);
        }
        return isThere;
    }

    /** Whether a class is there, which is loaded then. */
    private static boolean has(String name) {
        try {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    /** A class that is there. */
    static Class<?> type(String name) throws ClassNotFoundException {
        return ClassLoader.getSystemClassLoader().loadClass(name);
    }

    /** An object of an interface, one method of which runs a task; the others do nothing. */
    static Object implement(Class<?> type, String method, Runnable task) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                task.run();
            }
            return result(called.getReturnType(), proxy);
        });
    }

    private static @Nullable Object result(Class<?> type, Object proxy) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) System.identityHashCode(proxy) : null;
    }

    private ClassPath() {}
}
