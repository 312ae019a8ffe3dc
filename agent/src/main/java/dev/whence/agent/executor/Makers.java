package dev.whence.agent.executor;

import dev.whence.runtime.table.LoaderTable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that make an executor of a lambda or a method reference, as in {@code Executor executor = queue::add}.
 *
 * <p>Such an executor has no class of its own that would tell which other classes run its tasks. They are looked for in
 * the package of the class that makes it, and in the class whose method is the executor.
 */
final class Makers {
    /** Packages, with a slash at the end, and outermost classes. */
    private final LoaderTable<Set<String>> around = new LoaderTable<>();

    /** Adds a class that makes an executor. Returns whether there are classes now that were not around one before. */
    boolean add(String name, ClassLoader loader) {
        return around(loader).add(packageOf(name));
    }

    /** Adds a class whose method is an executor. Returns whether there are classes now that were not around one. */
    boolean addOwner(String name, ClassLoader loader) {
        return around(loader).add(ExecutorClasses.outermost(name));
    }

    /** Returns whether a class may run the tasks of such an executor. */
    boolean areNear(String name, ClassLoader loader) {
        Set<String> known = around.get(loader);
        return known != null && (known.contains(packageOf(name)) || known.contains(ExecutorClasses.outermost(name)));
    }

    private Set<String> around(ClassLoader loader) {
        return around.putIfAbsent(loader, ConcurrentHashMap.newKeySet());
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
