package dev.whence.agent.cli.probe;

import dev.whence.agent.HookReport;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes that can be loaded: those of the JDK, and those of the libraries that were named. */
final class ClassPath {
    /**
     * Loads the classes of a hook, and returns whether there is any, or the hook has none that are known beforehand.
     */
    static boolean load(String hook) {
        Set<String> classes = HookReport.classes(hook);
        boolean isThere = classes.isEmpty();
        for (String name : classes) {
            isThere |= has(name);
        }
        return isThere;
    }

    /** Loads a class, and returns whether it is there. */
    private static boolean has(String name) {
        try {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    /** Returns a class of a library. */
    static Class<?> type(String name) throws ClassNotFoundException {
        return ClassLoader.getSystemClassLoader().loadClass(name);
    }

    /** Returns an object that implements an interface. One of its methods runs a task, and the others do nothing. */
    static Object implement(Class<?> type, String method, Runnable task) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                task.run();
            }
            return result(called.getReturnType(), proxy);
        });
    }

    /** Returns a value that a method of the type can return. Servers use hash codes, so ints differ. */
    private static @Nullable Object result(Class<?> type, Object proxy) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) System.identityHashCode(proxy) : null;
    }

    private ClassPath() {}
}
