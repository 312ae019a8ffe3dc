package dev.whence.runtime;

import dev.whence.runtime.table.Privileged;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.PrivilegedAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The method that a lambda or method reference calls. The class of the lambda has no frames in a stack trace; the frame
 * of that method stands for it. It is found in the constant pool of the class.
 */
final class Lambda {
    private static final String MARK = "$$Lambda";
    private static final String CONSTANT_POOL = "jdk.internal.reflect.ConstantPool";
    private static final @Nullable MethodHandle POOL = poolOfClass();
    private static final @Nullable MethodHandle SIZE = poolHandle("getSize", int.class);
    private static final @Nullable MethodHandle TAG = poolHandle("getTagAt", Object.class, int.class);
    private static final @Nullable MethodHandle MEMBER = poolHandle("getMemberRefInfoAt", String[].class, int.class);
    private static final @Nullable MethodHandle OWNER = poolHandle("getClassRefIndexAt", int.class, int.class);
    private static final @Nullable MethodHandle TYPE = poolHandle("getClassAtIfLoaded", Class.class, int.class);

    /**
     * The name of the class in which the called method was looked up. The method may be inherited from another class.
     */
    final String owner;

    /** The class of that name; null if it is not known. */
    final @Nullable WeakReference<Class<?>> ownerType;

    final String method;

    /** Whether the owner is an interface, so that any class may implement the method. */
    final boolean isOfInterface;

    /** The name of the class in which the lambda is written. */
    final String writer;

    private final VarHandle[] captured;

    private Lambda(Class<?> type, String[] member, boolean isOfInterface, @Nullable Class<?> ownerType) {
        this.owner = member[0].replace('/', '.');
        this.ownerType = ownerType == null ? null : new WeakReference<>(ownerType);
        this.method = member[1];
        this.isOfInterface = isOfInterface;
        this.writer = type.getName().substring(0, type.getName().indexOf(MARK));
        this.captured = isReference() || isOfLanguage() ? Privileged.run(new Captured(type)) : new VarHandle[0];
    }

    /** Returns the lambda of a class, or null if the class is not one or if its method cannot be found. */
    static @Nullable Lambda of(Class<?> type) {
        if (!type.isHidden() || !type.getName().contains(MARK)) {
            return null;
        }
        try {
            return called(type);
        } catch (Throwable e) {
            HookSwitch.passOn(e);
            return null;
        }
    }

    private static @Nullable Lambda called(Class<?> type) throws Throwable {
        if (POOL == null || SIZE == null || TAG == null || MEMBER == null || OWNER == null || TYPE == null) {
            return null;
        }
        Lambda lambda = null;
        Object pool = (Object) POOL.invokeExact(type);
        int size = (int) SIZE.invokeExact(pool);
        for (int i = 1; i < size; i++) {
            String tag = String.valueOf((Object) TAG.invokeExact(pool, i));
            if (tag.endsWith("METHODREF")) {
                String[] member = (String[]) MEMBER.invokeExact(pool, i);
                if (isOfProgram(member)) {
                    Class<?> owner = (Class<?>) TYPE.invokeExact(pool, (int) OWNER.invokeExact(pool, i));
                    lambda = new Lambda(type, member, tag.startsWith("INTERFACE"), owner);
                }
            }
        }
        return lambda;
    }

    /** Whether a method is the lambda's own. The constructor of the superclass and boxing methods are not. */
    private static boolean isOfProgram(String[] member) {
        return !member[0].startsWith("java/lang/") || member[0].equals("java/lang/Runnable");
    }

    /**
     * Whether this is a method reference. A lambda has a body instead, for which the compiler makes a method with a
     * dollar sign.
     */
    boolean isReference() {
        return method.indexOf('$') < 0;
    }

    /** Whether this is a lambda of a language, around one of the program. */
    private boolean isOfLanguage() {
        return writer.startsWith("scala.");
    }

    /** Returns the captured values of a function of this class, as far as the called function may be one of them. */
    Object[] captured(Object function) {
        Object[] values = new Object[captured.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = captured[i].get(function);
        }
        return values;
    }

    private static @Nullable MethodHandle poolHandle(String name, Class<?> result, Class<?>... parameters) {
        MethodHandle handle = Privileged.run(new Access(CONSTANT_POOL, name, parameters));
        MethodType type = MethodType.methodType(result, parameters);
        return handle == null ? null : handle.asType(type.insertParameterTypes(0, Object.class));
    }

    private static @Nullable MethodHandle poolOfClass() {
        MethodHandle handle = Privileged.run(new Access("java.lang.Class", "getConstantPool"));
        return handle == null ? null : handle.asType(MethodType.methodType(Object.class, Class.class));
    }

    /** Looks up a method of a class of the JDK by its parameters. */
    private static final class Access implements PrivilegedAction<@Nullable MethodHandle> {
        private final String owner;
        private final String name;
        private final Class<?>[] parameters;

        Access(String owner, String name, Class<?>... parameters) {
            this.owner = owner;
            this.name = name;
            this.parameters = parameters;
        }

        @Override
        public @Nullable MethodHandle run() {
            try {
                Class<?> declaring = Class.forName(owner, false, null);
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
                return declaring == Class.class
                        ? lookup.findVirtual(declaring, name, MethodType.methodType(Class.forName(CONSTANT_POOL)))
                        : lookup.unreflect(declaring.getMethod(name, parameters));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
    }

    /** Returns the captured objects in the fields of a lambda, or none if its module does not let them be read. */
    private static final class Captured implements PrivilegedAction<VarHandle[]> {
        private final Class<?> type;

        Captured(Class<?> type) {
            this.type = type;
        }

        @Override
        public VarHandle[] run() {
            try {
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                Field[] fields = type.getDeclaredFields();
                VarHandle[] handles = new VarHandle[fields.length];
                int count = 0;
                for (Field field : fields) {
                    if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                        handles[count++] = lookup.unreflectVarHandle(field);
                    }
                }
                return Arrays.copyOf(handles, count);
            } catch (ReflectiveOperationException | LinkageError e) {
                return new VarHandle[0];
            }
        }
    }
}
