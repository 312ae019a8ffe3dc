package dev.whence.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The field {@value #NAME} that the agent adds to a JDK class when it is loaded. */
final class InjectedField {
    static final String NAME = "whence$";

    /** Access to the field of a class, or null if the class was loaded before the agent could add it. */
    static @Nullable VarHandle of(Class<?> owner) {
        return named(NAME, owner);
    }

    /** Access to a field that the class has anyway. */
    static @Nullable VarHandle named(String name, Class<?> owner) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, name, Object.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private InjectedField() {}
}
