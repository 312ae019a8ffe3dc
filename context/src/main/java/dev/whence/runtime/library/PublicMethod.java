package dev.whence.runtime.library;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The public method of a name that takes certain arguments. Each class is searched for it once. */
final class PublicMethod {
    private final String name;
    private final Class<?> result;
    private final Class<?>[] arguments;

    private final ClassValue<Found> methods = new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
            try {
                return new Found(handle(type));
            } catch (IllegalAccessException | RuntimeException | LinkageError e) {
                return new Found(null);
            }
        }
    };

    private record Found(@Nullable MethodHandle method) {}

    /** A method, whose handle takes objects and returns {@code result}. There is none if the name is empty. */
    PublicMethod(String name, Class<?> result, Class<?>... arguments) {
        this.name = name;
        this.result = result;
        this.arguments = arguments;
    }

    /** Returns the handle for the class of an object, or null if it has no such method. */
    @Nullable MethodHandle of(Object object) {
        return name.isEmpty() ? null : methods.get(object.getClass()).method;
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
    static boolean takes(Class<?>[] parameters, Class<?>[] arguments) {
        boolean fits = parameters.length == arguments.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = parameters[i].isAssignableFrom(arguments[i]);
        }
        return fits;
    }
}
