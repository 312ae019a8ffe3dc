package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The switch of one hook: whether it is on or off, and why. A hook may be off everywhere, or only for the library of
 * one class loader.
 *
 * <p>An error inside a hook must not reach the program, so each hook body catches it and reports it here. The third
 * error within a minute switches the hook off. An error that comes from the program's own code, when a hook calls it,
 * does not count.
 *
 * <p>A hook must not log, so it does not report itself that it is off. The next call of {@link #tell} does.
 *
 * <p>A hook asks its switch at every call, so the flags are plain fields, which are cheap to read. A thread that sees a
 * change late runs the hook a little longer, and any error is caught again. The entries of class loaders are in an
 * array that is replaced by compare-and-set and never changed, so that hooks read it without a lock. They refer to
 * class loaders weakly. The entries of collected class loaders are dropped when another one is added.
 */
public final class HookSwitch {
    private static final List<HookSwitch> ALL = new ArrayList<>();
    private static final HookFaults[] NOWHERE = {};
    private static final AtomicReferenceFieldUpdater<HookSwitch, HookFaults[]> LOADERS =
            AtomicReferenceFieldUpdater.newUpdater(HookSwitch.class, HookFaults[].class, "loaders");

    private final String name;
    private final HookFaults everywhere = new HookFaults(null);

    /** The errors by class loader. The array is never changed, only replaced. */
    private volatile HookFaults[] loaders = NOWHERE;

    private boolean on = true;
    private boolean isByLoader;
    private boolean isOffSomewhere;
    private boolean woven;
    private boolean byTable;
    private @Nullable String lost;

    /** The classes of a hook that the user has added. */
    private List<String> added = List.of();

    private HookSwitch(String name) {
        this.name = name;
    }

    /** Returns the switch of the hook with the given name. It is created when it is first asked for. */
    public static HookSwitch named(String name) {
        synchronized (ALL) {
            for (HookSwitch known : ALL) {
                if (known.name.equals(name)) {
                    return known;
                }
            }
            HookSwitch added = new HookSwitch(name);
            ALL.add(added);
            return added;
        }
    }

    /** Tells the user which hooks have gone off since the last call. Must not be called from inside a hook. */
    public static void tell() {
        for (String line : news()) {
            Stderr.say(line);
        }
    }

    /** Returns a line for each hook that has gone off since the last call. */
    static List<String> news() {
        List<HookSwitch> all;
        synchronized (ALL) {
            all = new ArrayList<>(ALL);
        }
        List<String> news = new ArrayList<>();
        for (HookSwitch hook : all) {
            hook.addNews(hook.everywhere, news);
            for (HookFaults one : hook.loaders) {
                hook.addNews(one, news);
            }
        }
        return news;
    }

    private void addNews(HookFaults faults, List<String> news) {
        if (faults.isNews()) {
            news.add("the hook " + name + " is off" + faults.where() + ": " + faults.reason());
        }
    }

    /** Returns the names of the hooks that the user has added. */
    public static List<String> added() {
        List<String> names = new ArrayList<>();
        synchronized (ALL) {
            for (HookSwitch hook : ALL) {
                if (!hook.added.isEmpty()) {
                    names.add(hook.name);
                }
            }
        }
        return names;
    }

    /** Records that the hook was added by the user, for a class among others. */
    public void add(String className) {
        List<String> more = new ArrayList<>(added);
        more.add(className);
        added = more;
    }

    /** Returns the classes of the hook if the user has added it. */
    public List<String> addedClasses() {
        return added;
    }

    /** Returns the name of the hook. */
    public String name() {
        return name;
    }

    /** Whether a class of the hook was woven, and the hook is on in the class loader of that class. */
    public boolean isWoven() {
        boolean isInLoader = woven;
        for (HookFaults one : loaders) {
            isInLoader |= (one.isWoven() && !one.isOff());
        }
        return isInLoader;
    }

    /** Whether the hook is off in some class loader and on in none. */
    public boolean isOffWhereKnown() {
        return isOffSomewhere && !isWoven();
    }

    /** Whether a weak table stands in for a field, because the class was loaded before the agent. */
    public boolean isByTable() {
        return byTable;
    }

    /** Records that a class of the hook was woven, regardless of its class loader. */
    public void woven(boolean withTable) {
        woven = true;
        byTable |= withTable;
    }

    /** Records that a class of the hook was woven in a class loader. */
    public void woven(@Nullable ClassLoader loader, boolean withTable) {
        if (loader == null) {
            woven = true;
        } else {
            in(loader).woven();
        }
        byTable |= withTable;
    }

    /** Whether the hook is on. */
    public boolean isOn() {
        return on;
    }

    /** Whether the hook is on in a class loader. */
    public boolean isOn(@Nullable ClassLoader loader) {
        if (!isOffSomewhere || loader == null) {
            return on;
        }
        HookFaults known = known(loader);
        return on && (known == null || !known.isOff());
    }

    /** Whether the hook is on for an object of a library. */
    public boolean isOnFor(@Nullable Object object) {
        return (isOffSomewhere && object != null) ? isOn(object.getClass().getClassLoader()) : on;
    }

    /** Returns why the hook is off, or its last error, or null. */
    public @Nullable String reason() {
        String reason = everywhere.reason();
        for (HookFaults one : loaders) {
            String ofLoader = one.isPast() ? null : one.reason();
            if (ofLoader != null) {
                reason = (reason == null ? "" : reason + "; ") + (one.isOff() ? "off" : "") + one.where() + ": "
                        + ofLoader;
            }
        }
        return reason;
    }

    /** Returns what the hook cannot do on this JDK, or null. */
    public @Nullable String lost() {
        return lost;
    }

    /** Records what the hook, though it works, cannot do. Returns whether that was not known before. */
    public boolean lost(String consequence) {
        String known = lost;
        if (known != null && known.contains(consequence)) {
            return false;
        }
        lost = known == null ? consequence : known + "; " + consequence;
        return true;
    }

    /** Declares that the hook calls {@link #isOnFor} before it does anything. */
    public HookSwitch byLoader() {
        isByLoader = true;
        return this;
    }

    /**
     * Switches the hook off because a class of a library has an unexpected form. It goes off in the class loader of
     * that class. It goes off everywhere if other classes of that library are woven already and the hook cannot tell
     * for which library it is called.
     */
    public void doesNotFit(@Nullable ClassLoader loader, String why) {
        HookFaults known = loader == null ? null : known(loader);
        boolean isWovenInPart = known != null && known.isWoven();
        off(isWovenInPart && !isByLoader ? null : loader, why);
    }

    /** Switches the hook off everywhere. */
    public void off(String why) {
        off(null, why);
    }

    /** Switches the hook off in a class loader, or everywhere if that is null, the boot loader. */
    public void off(@Nullable ClassLoader loader, String why) {
        off(loader, why, false);
    }

    /** As {@link #off(ClassLoader, String)}; {@code isTold} says whether the user is told in another way. */
    public void off(@Nullable ClassLoader loader, String why, boolean isTold) {
        HookFaults faults = loader == null ? everywhere : in(loader);
        faults.off(why, isTold);
        on &= loader != null;
        isOffSomewhere |= loader != null;
    }

    /**
     * Reports an error inside the hook. A {@code VirtualMachineError} does not count: the program has run out of stack
     * or memory.
     */
    public void failed(Throwable error) {
        failed(error, null);
    }

    /** Reports an error inside the hook that concerns an object of a library. */
    public void failed(Throwable error, @Nullable Object object) {
        passOn(error);
        try {
            if (!(error instanceof VirtualMachineError) && Blame.isOurs(error)) {
                ClassLoader loader = object == null ? null : object.getClass().getClassLoader();
                failed(error, loader, System.nanoTime());
            }
        } catch (Throwable noMemory) {
            // There is not even memory to count the error.
        }
    }

    /**
     * Rethrows an error that stopped the thread with {@code Thread.stop}: if it were caught, the thread would go on.
     * The class is recognized by its name, because it is going to be removed from the JDK.
     */
    public static void passOn(Throwable error) {
        if (error instanceof Error stop && stop.getClass().getName().equals("java.lang.ThreadDeath")) {
            throw stop;
        }
    }

    void failed(Throwable error, @Nullable ClassLoader loader, long now) {
        HookFaults faults = loader == null ? everywhere : in(loader);
        faults.failed(error, now);
        if (faults.isOff()) {
            on &= loader != null;
            isOffSomewhere |= loader != null;
        }
    }

    private HookFaults in(ClassLoader loader) {
        HookFaults added = new HookFaults(loader);
        while (true) {
            HookFaults known = known(loader);
            if (known != null) {
                return known;
            }
            HookFaults[] before = loaders;
            List<HookFaults> all = new ArrayList<>();
            for (HookFaults one : before) {
                if (!one.isPast()) {
                    all.add(one);
                }
            }
            all.add(added);
            if (LOADERS.compareAndSet(this, before, all.toArray(NOWHERE))) {
                return added;
            }
        }
    }

    private @Nullable HookFaults known(ClassLoader loader) {
        for (HookFaults one : loaders) {
            if (one.isOf(loader)) {
                return one;
            }
        }
        return null;
    }
}
