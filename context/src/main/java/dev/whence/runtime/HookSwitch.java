package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The state of one hook: on, or off and why, everywhere or for the library of one class loader.
 *
 * <p>What goes wrong inside a hook must not reach the program, so each hook body reports here instead; the third error
 * within a minute switches the hook off. What the program's own code throws when a hook calls it counts for nothing. A
 * hook cannot say that it is off: whoever calls {@link #tell} next does so for it.
 */
public final class HookSwitch {
    private static final List<HookSwitch> ALL = new ArrayList<>();
    private static final HookFaults[] NOWHERE = {};
    private static final AtomicReferenceFieldUpdater<HookSwitch, HookFaults[]> LOADERS =
            AtomicReferenceFieldUpdater.newUpdater(HookSwitch.class, HookFaults[].class, "loaders");

    private final String name;
    private final HookFaults everywhere = new HookFaults(null);

    /** Of class loaders with a library that the hook is in; never changed, only replaced. */
    private volatile HookFaults[] loaders = NOWHERE;

    private boolean on = true;
    private boolean isByLoader;
    private boolean isOffSomewhere;
    private boolean woven;
    private boolean byTable;
    private @Nullable String lost;

    private HookSwitch(String name) {
        this.name = name;
    }

    /** The switch of the hook of that name. */
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

    /** Tells the user which hooks have gone off since it was last called; not from inside a hook. */
    public static void tell() {
        for (String line : news()) {
            Stderr.say(line);
        }
    }

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

    /** The name of the hook. */
    public String name() {
        return name;
    }

    /** Whether any class of the hook was there to be woven, and the hook is on in its class loader. */
    public boolean isWoven() {
        boolean isInLoader = woven;
        for (HookFaults one : loaders) {
            isInLoader |= (one.isWoven() && !one.isOff());
        }
        return isInLoader;
    }

    /** Whether the hook is off in a class loader, and on in none. */
    public boolean isOffWhereKnown() {
        return isOffSomewhere && !isWoven();
    }

    /** Whether something that should be a field is kept in a weak table, as its class was loaded before the agent. */
    public boolean isByTable() {
        return byTable;
    }

    /** Notes that a class of the hook is woven, of the boot loader or of anybody's. */
    public void woven(boolean withTable) {
        woven = true;
        byTable |= withTable;
    }

    /** Notes that a class of the hook is woven in a class loader. */
    public void woven(@Nullable ClassLoader loader, boolean withTable) {
        if (loader == null) {
            woven = true;
        } else {
            in(loader).woven();
        }
        byTable |= withTable;
    }

    /** Whether the hook works. */
    public boolean isOn() {
        return on;
    }

    /** Whether the hook works in a class loader. */
    public boolean isOn(@Nullable ClassLoader loader) {
        if (!isOffSomewhere || loader == null) {
            return on;
        }
        HookFaults known = known(loader);
        return on && (known == null || !known.isOff());
    }

    /** Whether the hook works for an object of a library. */
    public boolean isOnFor(@Nullable Object object) {
        return (isOffSomewhere && object != null) ? isOn(object.getClass().getClassLoader()) : on;
    }

    /** Why the hook is off, or the last error, or null. */
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

    /** What the hook does without, as this JDK has no place for it, or null. */
    public @Nullable String lost() {
        return lost;
    }

    /** Notes what the hook does without, though it works; whether that is news. */
    public boolean lost(String consequence) {
        String known = lost;
        if (known != null && known.contains(consequence)) {
            return false;
        }
        lost = known == null ? consequence : known + "; " + consequence;
        return true;
    }

    /** Tells that the hook asks {@link #isOnFor} before it does anything. */
    public HookSwitch byLoader() {
        isByLoader = true;
        return this;
    }

    /**
     * Switches the hook off because a class of a library does not fit: in its class loader, or everywhere if others of its
     * classes are woven already and the hook cannot tell for which library it is called.
     */
    public void doesNotFit(@Nullable ClassLoader loader, String why) {
        HookFaults known = loader == null ? null : known(loader);
        boolean isWovenInPart = known != null && known.isWoven();
        off(isWovenInPart && !isByLoader ? null : loader, why);
    }

    /** Switches the hook off. */
    public void off(String why) {
        off(null, why);
    }

    /** Switches the hook off in a class loader, or everywhere if that is the boot loader. */
    public void off(@Nullable ClassLoader loader, String why) {
        off(loader, why, false);
    }

    /** The same; {@code isTold} if the user is told in another way. */
    public void off(@Nullable ClassLoader loader, String why, boolean isTold) {
        HookFaults faults = loader == null ? everywhere : in(loader);
        faults.off(why, isTold);
        on &= loader != null;
        isOffSomewhere |= loader != null;
    }

    /** Reports an error inside the hook. That the program has no stack or memory left is not the hook's error. */
    public void failed(Throwable error) {
        failed(error, null);
    }

    /** Reports an error inside the hook that has to do with an object of a library. */
    public void failed(Throwable error, @Nullable Object object) {
        passOn(error);
        try {
            if (!(error instanceof VirtualMachineError) && Blame.isOurs(error)) {
                ClassLoader loader = object == null ? null : object.getClass().getClassLoader();
                failed(error, loader, System.nanoTime());
            }
        } catch (Throwable noMemory) {
            // Then it is not counted.
        }
    }

    /**
     * Throws an error on that was caught, if somebody has stopped the thread by it: else the thread would go on. It is known
     * by its name, as its class is to leave the JDK.
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
