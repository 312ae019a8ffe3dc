package dev.whence.runtime.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * A value for each object of a JDK class. The agent adds the field {@value #NAME} to the class when the class is
 * loaded. If the class was loaded before, a weak table stands in for the field.
 *
 * <p>This is a record because the JIT compiler treats the fields of a constant record as constants too.
 */
public record InjectedField(
        @Nullable VarHandle handle, @Nullable WeakTable<Object> table) {
    public static final String NAME = "whence$";

    /** The injected field of a class, or the table in its place if the class is null or has no such field. */
    public static InjectedField of(@Nullable Class<?> owner) {
        VarHandle handle = handle(owner, NAME, Object.class);
        return new InjectedField(handle, handle == null ? Sweep.also(WeakTable.ofMany()) : null);
    }

    /** Returns a class of the JDK, which is not initialised; null if this version has none of that name. */
    public static @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException otherVersion) {
            return null;
        }
    }

    /** Returns access to a field of a class, or null if there is no field of that name and type. */
    public static @Nullable VarHandle handle(@Nullable Class<?> owner, String name, @Nullable Class<?> type) {
        if (owner == null || type == null) {
            return null;
        }
        return Privileged.run(new Access(owner, name, type));
    }

    private record Access(Class<?> owner, String name, Class<?> type) implements PrivilegedAction<@Nullable VarHandle> {
        @Override
        public @Nullable VarHandle run() {
            try {
                return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                        .findVarHandle(owner, name, type);
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
    }

    /** Returns the value of an object, or null if it has none. */
    public @Nullable Object get(Object object) {
        if (handle != null) {
            return handle.get(object);
        }
        return table == null ? null : table.get(object);
    }

    /** Sets the value of an object unless it has one. Returns the value that the object has afterwards. */
    public Object putIfAbsent(Object object, Object value) {
        if (handle != null) {
            Object present = handle.compareAndExchange(object, null, value);
            return present == null ? value : present;
        }
        return table == null ? value : table.putIfAbsent(object, value);
    }

    /** Sets the value of an object. Null removes it. */
    public void set(Object object, @Nullable Object value) {
        if (handle != null) {
            handle.set(object, value);
        } else if (table != null) {
            set(table, object, value);
        }
    }

    /** Sets the value of an object in a table. Null removes it. */
    public static void set(WeakTable<Object> table, Object object, @Nullable Object value) {
        if (value != null) {
            table.put(object, value);
        } else {
            table.remove(object);
        }
    }

    /** Sets the value of an object if it is the expected one, where null stands for none. Returns whether it was. */
    public boolean compareAndSet(Object object, @Nullable Object expected, Object value) {
        if (handle != null) {
            return handle.compareAndSet(object, expected, value);
        }
        return table != null && table.replace(object, expected, value);
    }
}
