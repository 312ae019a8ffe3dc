package dev.whence.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames that may stand at the bottom of what a function does: those of its class, or, as the class of a lambda has no
 * frames, of the method that the lambda calls.
 *
 * <p>It tells tasks apart that ran on one pool: an exception that was made in another has another frame there. Names only,
 * so that it keeps no class alive.
 */
final class Entry {
    private static final String LAMBDA = "$$Lambda";
    private static final String CONSTANT_POOL = "jdk.internal.reflect.ConstantPool";
    private static final @Nullable MethodHandle POOL = poolOfClass();
    private static final @Nullable MethodHandle SIZE = poolHandle("getSize", int.class);
    private static final @Nullable MethodHandle TAG = poolHandle("getTagAt", Object.class, int.class);
    private static final @Nullable MethodHandle MEMBER = poolHandle("getMemberRefInfoAt", String[].class, int.class);

    private final List<String> classes;

    /** The method that a lambda calls; empty if any may be called. */
    private final String method;

    private Entry(List<String> classes, String method) {
        this.classes = classes;
        this.method = method;
    }

    static {
        Supplier<Class<?>> lambda = Entry::tried;
        of(lambda.getClass());
    }

    /** What a lambda calls, so that all is linked before it is needed. */
    private static Class<?> tried() {
        return Entry.class;
    }

    /** Null if it is not known. */
    static @Nullable Entry of(Class<?> function) {
        return function.isHidden() ? ofLambda(function) : new Entry(supertypes(function), "");
    }

    private static List<String> supertypes(Class<?> function) {
        List<String> names = new ArrayList<>();
        for (Class<?> type = function; type != null && type != Object.class; type = type.getSuperclass()) {
            names.add(type.getName());
            addInterfaces(type, names);
        }
        return names;
    }

    private static void addInterfaces(Class<?> type, List<String> names) {
        for (Class<?> declared : type.getInterfaces()) {
            names.add(declared.getName());
            addInterfaces(declared, names);
        }
    }

    private static @Nullable Entry ofLambda(Class<?> lambda) {
        String[] called = lambda.getName().contains(LAMBDA) ? called(lambda) : null;
        return called == null ? null : new Entry(classes(called), called[1]);
    }

    /** Only a method that nobody overrides is sure to be of that class. */
    private static List<String> classes(String[] called) {
        return isGenerated(called[1]) ? List.of(called[0].replace('/', '.')) : List.of();
    }

    private static boolean isGenerated(String method) {
        return method.indexOf('$') >= 0;
    }

    /** Class and name of the method that a lambda calls; null if it is not known, or any object's. */
    private static String @Nullable [] called(Class<?> lambda) {
        String[] called = null;
        try {
            if (POOL == null || SIZE == null || TAG == null || MEMBER == null) {
                return null;
            }
            Object pool = (Object) POOL.invokeExact(lambda);
            int size = (int) SIZE.invokeExact(pool);
            for (int i = 1; i < size; i++) {
                String tag = String.valueOf((Object) TAG.invokeExact(pool, i));
                if (tag.endsWith("METHODREF")) {
                    String[] member = (String[]) MEMBER.invokeExact(pool, i);
                    if (isOfProgram(member)) {
                        called = tag.startsWith("INTERFACE") && !isGenerated(member[1]) ? null : member;
                    }
                }
            }
        } catch (Throwable e) {
            HookSwitch.passOn(e);
            return null;
        }
        return called;
    }

    /** Not the superclass' constructor, nor what turns values into objects and back. */
    private static boolean isOfProgram(String[] member) {
        return !member[0].startsWith("java/lang/");
    }

    /** Whether the frames below a place in a trace begin with this; those of the JDK and of libraries may lie between. */
    boolean isAt(StackTraceElement[] trace, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (isOf(trace[i])) {
                return true;
            }
            if (!Frames.isBetween(trace[i].getClassName())) {
                return false;
            }
        }
        return true;
    }

    private boolean isOf(StackTraceElement frame) {
        return (method.isEmpty() || method.equals(frame.getMethodName()))
                && (classes.isEmpty() || classes.contains(frame.getClassName()));
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

    /** A method of a class of the JDK, by its parameters. */
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
}
