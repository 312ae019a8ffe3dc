package dev.whence.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A value of each object of a JDK class: in the field {@value #NAME} that the agent adds to the class when it is loaded,
 * or, if it was loaded before, in a table.
 *
 * <p>It is a record because the JIT takes the fields of a record that is a constant for constants as well.
 */
record InjectedField(@Nullable VarHandle handle, WeakTable<Object> table) {
    static final String NAME = "whence$";

    static InjectedField of(Class<?> owner) {
        return new InjectedField(handle(owner, NAME), Sweep.also(new WeakTable<>()));
    }

    /** Access to a field of a class, or null if it has none of that name. */
    static @Nullable VarHandle handle(Class<?> owner, String name) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, name, Object.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Nullable Object get(Object object) {
        return handle != null ? handle.get(object) : table.get(object);
    }

    void set(Object object, @Nullable Object value) {
        if (handle != null) {
            handle.set(object, value);
        } else if (value != null) {
            table.put(object, value);
        } else {
            table.remove(object);
        }
    }
}
