package dev.whence.runtime.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * A value of each object of a JDK class: in the field {@value #NAME} that the agent adds to the class when it is loaded,
 * or, if it was loaded before, in a table.
 *
 * <p>It is a record because the JIT takes the fields of a record that is a constant for constants as well.
 */
public record InjectedField(
        @Nullable VarHandle handle, @Nullable WeakTable<Object> table) {
    private static final String NAME = "whence$";

    public static InjectedField of(@Nullable Class<?> owner) {
        VarHandle handle = handle(owner, NAME, Object.class);
        return new InjectedField(handle, handle == null ? Sweep.also(WeakTable.ofMany()) : null);
    }

    /** Access to a field of a class, or null if there is none of that name and type. */
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

    public @Nullable Object get(Object object) {
        if (handle != null) {
            return handle.get(object);
        }
        return table == null ? null : table.get(object);
    }

    /** Sets the value unless there is one, and returns the one that there is then. */
    public Object putIfAbsent(Object object, Object value) {
        if (handle != null) {
            Object present = handle.compareAndExchange(object, null, value);
            return present == null ? value : present;
        }
        return table == null ? value : table.putIfAbsent(object, value);
    }

    public void set(Object object, @Nullable Object value) {
        if (handle != null) {
            handle.set(object, value);
        } else if (table != null) {
            set(table, object, value);
        }
    }

    public static void set(WeakTable<Object> table, Object object, @Nullable Object value) {
        if (value != null) {
            table.put(object, value);
        } else {
            table.remove(object);
        }
    }

    public boolean compareAndSet(Object object, @Nullable Object expected, Object value) {
        if (handle != null) {
            return handle.compareAndSet(object, expected, value);
        }
        return table != null && table.replace(object, expected, value);
    }
}
