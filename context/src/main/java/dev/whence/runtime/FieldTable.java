package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import org.jspecify.annotations.Nullable;

/** The table that woven code uses in place of an injected field if the class was loaded before the agent. */
public final class FieldTable {
    private static final HookSwitch SWITCH = HookSwitch.named("tables");
    private static final WeakTable<Object> VALUES = Sweep.also(WeakTable.ofMany());

    /** Returns the value of an object, or null if it has none. */
    public static @Nullable Object get(Object object) {
        try {
            return VALUES.get(object);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Sets the value of an object. Null removes it. */
    public static void put(Object object, @Nullable Object value) {
        try {
            InjectedField.set(VALUES, object, value);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private FieldTable() {}
}
