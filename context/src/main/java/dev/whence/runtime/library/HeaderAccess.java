package dev.whence.runtime.library;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.HookSwitch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Access to the headers of a library's messages by the names of public methods, which each class of messages is searched
 * for once. A library without types that the agent could be compiled against needs no more than these names.
 */
final class HeaderAccess implements HeaderGetter<Object>, HeaderSetter<Object> {
    private final PublicMethod headers;
    private final PublicMethod getter;
    private final PublicMethod remover;
    private final PublicMethod setter;
    private final PublicMethod byteSetter;
    private final PublicMethod value;

    /** The public method of a name that takes certain arguments, for each class. */
    private static final class PublicMethod extends ClassValue<Found> {
        private final String name;
        private final Class<?> result;
        private final Class<?>[] arguments;

        PublicMethod(String name, Class<?> result, Class<?>... arguments) {
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
                        && takes(method.getParameterTypes())) {
                    return MethodHandles.publicLookup()
                            .unreflect(method)
                            .asType(MethodType.genericMethodType(arguments.length + 1)
                                    .changeReturnType(result));
                }
            }
            return null;
        }

        private boolean takes(Class<?>[] parameters) {
            boolean fits = parameters.length == arguments.length;
            for (int i = 0; fits && i < parameters.length; i++) {
                fits = parameters[i].isAssignableFrom(arguments[i]);
            }
            return fits;
        }

        @Nullable MethodHandle of(Object object) {
            return name.isEmpty() ? null : get(object.getClass()).method;
        }
    }

    private record Found(@Nullable MethodHandle method) {}

    /**
     * Creates an access. {@code headers} names the method of a message that returns its headers. It is empty if the
     * message has them itself, as are {@code remover} and the names of what is not needed.
     */
    HeaderAccess(String headers, String getter, String setter, String remover) {
        this.headers = new PublicMethod(headers, Object.class);
        this.getter = new PublicMethod(getter, Object.class, String.class);
        this.remover = new PublicMethod(remover, Object.class, String.class);
        this.setter = new PublicMethod(setter, void.class, String.class, String.class);
        this.byteSetter = new PublicMethod(setter, void.class, String.class, byte[].class);
        this.value = new PublicMethod("value", Object.class);
    }

    @Override
    public @Nullable String get(Object message, String name) {
        try {
            Object holder = holder(message);
            MethodHandle get = getter.of(holder);
            return get == null ? null : text((Object) get.invokeExact(holder, (Object) name));
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
            return null;
        }
    }

    private @Nullable String text(@Nullable Object found) throws Throwable {
        if (found == null || found instanceof String) {
            return (String) found;
        }
        if (found instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        MethodHandle method = value.of(found);
        Object held = method == null ? null : (Object) method.invokeExact(found);
        return held instanceof byte[] || held instanceof String ? text(held) : null;
    }

    /** Sets a header, in the place of one that is there. A trace of the program, or of another tracer, stays. */
    @Override
    public void set(Object message, String name, String value) {
        try {
            if (isOfTrace(name) && get(message, Propagation.TRACE_HEADER) != null) {
                return;
            }
            Object holder = holder(message);
            MethodHandle remove = remover.of(holder);
            if (remove != null) {
                Object ignored = (Object) remove.invokeExact(holder, (Object) name);
            }
            MethodHandle set = setter.of(holder);
            MethodHandle setBytes = byteSetter.of(holder);
            if (set != null) {
                set.invokeExact(holder, (Object) name, (Object) value);
            } else if (setBytes != null) {
                setBytes.invokeExact(holder, (Object) name, (Object) value.getBytes(StandardCharsets.UTF_8));
            }
        } catch (Throwable ofLibrary) {
            // The library does not take the header, such as for a message that was sent before.
            HookSwitch.passOn(ofLibrary);
        }
    }

    private static boolean isOfTrace(String name) {
        return name.equals(Propagation.TRACE_HEADER) || name.equals(Propagation.TRACE_STATE_HEADER);
    }

    private Object holder(Object message) throws Throwable {
        MethodHandle method = headers.of(message);
        Object holder = method == null ? message : (Object) method.invokeExact(message);
        return holder == null ? message : holder;
    }
}
