package dev.whence.agent.weave;

import dev.whence.runtime.Stderr;
import dev.whence.runtime.table.LoaderTable;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A test of which class loaders find the runtime in the boot loader, where woven classes and glue look for it.
 *
 * <p>Most class loaders delegate {@code dev.whence.runtime} to the boot loader, sooner or later. Those of some module
 * systems and application servers do not, and a class of such a loader, once woven, would end in a
 * {@link NoClassDefFoundError} in the middle of the application. So each class loader is tested before the first of its
 * classes is woven. If it fails, all of its classes stay as they are, and the user is told once.
 *
 * <p>The test is to load the class by the loader, as the JVM itself does for the superclass of a class that is being
 * defined. It happens at the same moment, so a class loader that can be asked for the one can be asked for the other.
 * It also makes the result final: the JVM remembers for each class loader what a name was resolved to, and does not ask
 * again. A class that was woven after a successful test cannot miss what it calls.
 */
public final class Sight {
    /** The class loader of the runtime: the boot loader, but for tests without an agent. */
    private static final @Nullable ClassLoader HOME = Stderr.class.getClassLoader();

    private final Set<String> runtime;

    /** The class loaders that have failed the test, and whether the user was told of each. */
    private final LoaderTable<AtomicBoolean> blind = new LoaderTable<>();

    /** Creates a test, with the names of the runtime's classes in the boot loader. */
    public Sight(Set<String> runtime) {
        this.runtime = runtime;
    }

    /**
     * Returns whether a class loader finds the whole runtime. No class is initialised: an initialiser may load classes
     * of the JDK while this transformer is at work, and these would not be woven.
     */
    public boolean hasAll(@Nullable ClassLoader loader) {
        return has(loader, runtime, false);
    }

    /**
     * Returns whether a class loader finds some classes of the runtime, and initialises them: the woven class is about
     * to call them, perhaps in a place where an initialiser would have no stack left.
     */
    public boolean has(@Nullable ClassLoader loader, Collection<String> names) {
        return has(loader, names, true);
    }

    private boolean has(@Nullable ClassLoader loader, Collection<String> names, boolean initialises) {
        if (loader == null) {
            return true;
        }
        if (blind.get(loader) != null) {
            return false;
        }
        for (String name : names) {
            if (!finds(loader, name, initialises)) {
                if (!blind.putIfAbsent(loader, new AtomicBoolean()).getAndSet(true)) {
                    Stderr.say("the classes of " + Stderr.nameOf(loader)
                            + " run without hooks: that class loader does not find the agent's " + name);
                }
                return false;
            }
        }
        return true;
    }

    private static boolean finds(ClassLoader loader, String name, boolean initialises) {
        try {
            return Class.forName(name, false, loader) == Class.forName(name, initialises, HOME);
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return false;
        }
    }
}
