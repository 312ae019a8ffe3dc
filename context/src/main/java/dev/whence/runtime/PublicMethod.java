package dev.whence.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The public method of a name that takes certain arguments, for each class of a library. Each class is searched for it
 * once.
 */
public final class PublicMethod extends ClassValue<PublicMethod.Found> {
    private final String name;
    private final Class<?> result;
    private final Class<?>[] arguments;

    /** The method of a class, or null if it has none. */
    record Found(@Nullable MethodHandle method) {}

    /** Creates a search for a method. An empty name stands for a method that no class has. */
    public PublicMethod(String name, Class<?> result, Class<?>... arguments) {
        this.name = name;
        this.result = result;
        this.arguments = arguments;
    }

    @Override
    protected Found computeValue(Class<?> type) {
        try {
            return new Found(handle(type));
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            return new Found(null);
        }
    }

    private @Nullable MethodHandle handle(Class<?> owner) throws IllegalAccessException {
        MethodHandle found = Modifier.isPublic(owner.getModifiers()) ? declared(owner) : null;
        for (Class<?> implemented : owner.getInterfaces()) {
            found = found == null ? handle(implemented) : found;
        }
        Class<?> parent = owner.getSuperclass();
        return found == null && parent != null ? handle(parent) : found;
    }

    private @Nullable MethodHandle declared(Class<?> owner) throws IllegalAccessException {
        for (Method method : owner.getMethods()) {
            if (method.getName().equals(name)
                    && Modifier.isPublic(method.getDeclaringClass().getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && takes(method.getParameterTypes(), arguments)) {
                return MethodHandles.publicLookup()
                        .unreflect(method)
                        .asType(MethodType.genericMethodType(arguments.length + 1)
                                .changeReturnType(result));
            }
        }
        return null;
    }

    /** Whether parameters take arguments of these types. */
    public static boolean takes(Class<?>[] parameters, Class<?>[] arguments) {
        boolean fits = parameters.length == arguments.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = parameters[i].isAssignableFrom(arguments[i]);
        }
        return fits;
    }

    /** Returns the method of an object's class, or null if it has none. */
    public @Nullable MethodHandle of(Object object) {
        return name.isEmpty() ? null : get(object.getClass()).method;
    }

    /** Calls the method of an object, which takes no argument. Returns null if its class has none, or if it fails. */
    public @Nullable Object call(@Nullable Object object) {
        try {
            MethodHandle method = object == null ? null : of(object);
            return method == null ? null : (Object) method.invokeExact(object);
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
            return null;
        }
    }
}
