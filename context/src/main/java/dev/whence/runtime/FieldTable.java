package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import org.jspecify.annotations.Nullable;

/** What woven code uses in place of a field of a class that was loaded before the agent could add one. */
public final class FieldTable {
    private static final HookSwitch SWITCH = HookSwitch.named("tables");
    private static final WeakTable<Object> VALUES = Sweep.also(WeakTable.ofMany());

    /** The value of an object; null if it has none. */
    public static @Nullable Object get(Object object) {
        try {
            return VALUES.get(object);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** Sets the value of an object. */
    public static void put(Object object, @Nullable Object value) {
        try {
            InjectedField.set(VALUES, object, value);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private FieldTable() {}
}
