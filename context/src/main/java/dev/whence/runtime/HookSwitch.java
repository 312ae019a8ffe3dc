package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one hook: on, or off and why.
 *
 * <p>What goes wrong inside a hook must not reach the program, so each hook body reports here instead; the third error
 * switches the hook off. The field is not volatile: a thread that sees the change late does no harm.
 */
public final class HookSwitch {
    private static final int TOLERATED_ERRORS = 3;
    private static final List<HookSwitch> ALL = new ArrayList<>();

    private final String name;
    private boolean on = true;
    private boolean woven;
    private boolean byTable;
    private int errors;
    private @Nullable String reason;
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

    /** The name of the hook. */
    public String name() {
        return name;
    }

    /** Whether any class of the hook was there to be woven. */
    public boolean isWoven() {
        return woven;
    }

    /** Whether something that should be a field is kept in a weak table, as its class was loaded before the agent. */
    public boolean isByTable() {
        return byTable;
    }

    /** Notes that a class of the hook is woven. */
    public void woven(boolean withTable) {
        woven = true;
        byTable |= withTable;
    }

    /** Whether the hook works. */
    public boolean isOn() {
        return on;
    }

    /** Why the hook is off, or the last error, or null. */
    public @Nullable String reason() {
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

    /** Switches the hook off. */
    public void off(String why) {
        on = false;
        reason = why;
    }

    /** Reports an error inside the hook. That the program has no stack or memory left is not the hook's error. */
    void failed(Throwable error) {
        if (error instanceof VirtualMachineError) {
            return;
        }
        try {
            reason = "internal error: " + error;
            if (++errors >= TOLERATED_ERRORS) {
                on = false;
            }
        } catch (Throwable ignored) {
            on = false;
        }
    }
}
