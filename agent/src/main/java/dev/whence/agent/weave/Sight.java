package dev.whence.agent.weave;

import dev.whence.runtime.Stderr;
import dev.whence.runtime.table.LoaderTable;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Which class loaders find the runtime in the boot loader, where woven classes and glue of theirs look for it.
 *
 * <p>A loader is asked in the way in which the JVM asks it for the superclass of a class that is being defined, at the
 * same moment, so that it can stand that. The JVM remembers what a loader has found, and does not ask it for that again:
 * a class that is woven after the test can never miss what it calls. Where a loader fails the test its classes stay as
 * they are, and the user is told once.
 */
public final class Sight {
    private static final @Nullable ClassLoader HOME = Stderr.class.getClassLoader();

    private final Set<String> runtime;

    /** The loaders that have failed the test; whether the user was told. */
    private final LoaderTable<AtomicBoolean> blind = new LoaderTable<>();

    /** Of the classes that the boot loader has of ours. */
    public Sight(Set<String> runtime) {
        this.runtime = runtime;
    }

    /**
     * Whether the classes of a loader find all of the runtime. None of it is initialised: that would load classes of the JDK
     * while a transformer is at work, so that they would not be woven.
     */
    public boolean hasAll(@Nullable ClassLoader loader) {
        return has(loader, runtime, false);
    }

    /** Whether the classes of a loader find some classes of the runtime, which are initialised. */
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
