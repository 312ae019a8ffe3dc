package dev.whence.agent.cli.probe;

import dev.whence.agent.HookReport;
import java.util.Set;

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

    private ClassPath() {}
}
