package dev.whence.runtime;

import dev.whence.runtime.table.Privileged;
import java.lang.invoke.MethodHandles;
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
        ConstantPools pools = ConstantPools.known();
        if (pools == null || !type.isHidden() || !type.getName().contains(MARK)) {
            return null;
        }
        try {
            return called(type, pools);
        } catch (Throwable e) {
            HookSwitch.passOn(e);
            return null;
        }
    }

    private static @Nullable Lambda called(Class<?> type, ConstantPools pools) {
        Lambda lambda = null;
        Object pool = pools.of(type);
        int size = pools.size(pool);
        for (int i = 1; i < size; i++) {
            String tag = pools.tag(pool, i);
            if (tag.endsWith("METHODREF")) {
                String[] member = pools.method(pool, i);
                if (isOfProgram(member)) {
                    lambda = new Lambda(type, member, tag.startsWith("INTERFACE"), pools.owner(pool, i));
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
