package dev.whence.runtime.library;

import dev.whence.runtime.HeaderAccess;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.PublicMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes copies of messages that cannot be changed, with further headers. {@link HeaderNames#copy} tells how. */
final class MessageCopies {
    private final HeaderNames names;
    private final HeaderAccess headers;
    private final PublicMethod copier;
    private final PublicMethod mapSetter;
    private final PublicMethod builder = new PublicMethod("build", Object.class);

    private final ClassValue<Maker> makers = new ClassValue<>() {
        @Override
        protected Maker computeValue(Class<?> type) {
            try {
                return names.isRemade() ? Maker.of(type, names.copy().split(",")) : Maker.of(type);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return Maker.NONE;
            }
        }
    };

    /** What makes a message of a class, from what the methods of another one return. */
    private record Maker(List<MethodHandle> parts, @Nullable MethodHandle constructor) {
        static final Maker NONE = new Maker(List.of(), null);

        static Maker of(Class<?> type, String... names) throws ReflectiveOperationException {
            Class<?>[] types = new Class<?>[names.length];
            List<MethodHandle> parts = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                Method method = type.getMethod(names[i]);
                types[i] = method.getReturnType();
                parts.add(MethodHandles.publicLookup()
                        .unreflect(method)
                        .asType(MethodType.methodType(Object.class, Object.class)));
            }
            for (Constructor<?> constructor : type.getConstructors()) {
                if (PublicMethod.takes(constructor.getParameterTypes(), types)) {
                    MethodHandle handle = MethodHandles.publicLookup().unreflectConstructor(constructor);
                    return new Maker(
                            parts,
                            handle.asSpreader(Object[].class, names.length)
                                    .asType(MethodType.methodType(Object.class, Object[].class)));
                }
            }
            return NONE;
        }

        @Nullable Object make(@Nullable Object original) throws Throwable {
            if (constructor == null) {
                return null;
            }
            Object[] values = new Object[parts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (Object) parts.get(i).invokeExact(original);
            }
            return (Object) constructor.invokeExact(values);
        }
    }

    MessageCopies(HeaderNames names, HeaderAccess headers) {
        this.names = names;
        this.headers = headers;
        this.copier = new PublicMethod(names.copy(), Object.class);
        this.mapSetter = new PublicMethod(names.set(), void.class, Map.class);
    }

    /**
     * Returns a copy of a message with further headers. Without a message it is one that only has these headers, of the
     * given class if there is one. Returns null if the library cannot copy it.
     */
    @Nullable Object copy(@Nullable Object message, @Nullable Class<?> type, Map<String, String> more) {
        try {
            if (message != null) {
                return names.isRemade() ? remade(message, more) : built(message, more);
            }
            Object empty = type == null ? null : makers.get(type).make(null);
            return empty == null ? null : built(empty, more);
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
            return null;
        }
    }

    private @Nullable Object remade(Object original, Map<String, String> more) throws Throwable {
        Object remade = makers.get(original.getClass()).make(original);
        if (remade != null) {
            for (Map.Entry<String, String> added : more.entrySet()) {
                headers.set(remade, added.getKey(), added.getValue());
            }
        }
        return remade;
    }

    private @Nullable Object built(Object original, Map<String, String> more) throws Throwable {
        MethodHandle copy = copier.of(original);
        if (copy == null) {
            return null;
        }
        Object copying = (Object) copy.invokeExact(original);
        addAll(original, copying, more);
        MethodHandle build = builder.of(copying);
        Object built = build == null ? null : (Object) build.invokeExact(copying);
        // A subclass may have more than the builder knows of.
        return built != null && built.getClass() == original.getClass() ? built : null;
    }

    private void addAll(Object original, Object copying, Map<String, String> more) throws Throwable {
        MethodHandle setAll = mapSetter.of(copying);
        Map<Object, Object> all = new HashMap<>();
        if (headers.holder(original) instanceof Map<?, ?> present) {
            all.putAll(present);
        }
        for (Map.Entry<String, String> added : more.entrySet()) {
            String name = names.inLibrary(added.getKey());
            if (setAll == null) {
                headers.replace(copying, name, added.getValue());
            }
            all.put(name, added.getValue());
        }
        if (setAll != null) {
            setAll.invokeExact(copying, (Object) all);
        }
    }
}
