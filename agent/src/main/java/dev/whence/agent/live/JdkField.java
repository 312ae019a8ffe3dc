package dev.whence.agent.live;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A private field of a class of the JDK. Not every version has each of them, and a field that is not there has no value.
 *
 * <p>This is a record because the JIT compiler treats the fields of a constant record as constants too.
 */
record JdkField(@Nullable VarHandle handle) {
    private static final JdkField ABSENT = new JdkField(null);

    /** Returns a field of a class that the boot loader knows, or one without a value if there is no such class. */
    static JdkField of(String owner, String name) {
        Class<?> type = InjectedField.type(owner);
        return type == null ? ABSENT : of(type, name);
    }

    /** Returns a field of a class or of one of its superclasses. */
    static JdkField of(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            return new JdkField(
                    MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).unreflectVarHandle(field));
        } catch (NoSuchFieldException e) {
            Class<?> superclass = owner.getSuperclass();
            return superclass == null ? ABSENT : of(superclass, name);
        } catch (IllegalAccessException notOpen) {
            return ABSENT;
        }
    }

    /** Returns the value of an object's field, or null. The object must be of the class. */
    @Nullable Object get(Object object) {
        return handle == null ? null : handle.getVolatile(object);
    }

    /** Returns the value of an object's field of type long, or 0. */
    long getLong(Object object) {
        return handle == null ? 0 : (long) handle.getVolatile(object);
    }

    /** Returns the value of an object's field of type int, or 0. */
    int getInt(Object object) {
        return handle == null ? 0 : (int) handle.getVolatile(object);
    }
}
