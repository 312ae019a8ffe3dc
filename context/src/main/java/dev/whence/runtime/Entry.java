package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames with which a function may begin at the bottom of its part of a stack trace. For an ordinary class these
 * are the frames of that class. The class of a lambda has no frames of its own; the method that the lambda calls has.
 *
 * <p>An entry tells apart tasks that ran on the same thread pool: an exception that was made in another task has
 * another frame there. It consists of names and a weak reference, so that it keeps no class alive.
 */
public final class Entry {
    /** The classes whose frames identify this function. */
    private final List<String> classes;

    /** The types whose frames may come first but identify nothing, since other classes inherit the same methods. */
    private final List<String> inherited;

    /** The method whose frame identifies this function too; empty if there is none. */
    private final String method;

    /** The class of that method; empty if it may be any class. */
    private final String owner;

    /** The class of the function, of the object it is bound to, or of the method it refers to; null if not known. */
    private final @Nullable WeakReference<Class<?>> type;

    /** Whether the function receives the object of the method, if any, as an argument when it is called. */
    private final boolean isUnbound;

    private Entry(Class<?> type, List<String> classes, List<String> inherited, String method, String owner) {
        this(new WeakReference<>(type), false, classes, inherited, method, owner);
    }

    private Entry(
            @Nullable WeakReference<Class<?>> type,
            boolean isUnbound,
            List<String> classes,
            List<String> inherited,
            String method,
            String owner) {
        this.type = type;
        this.isUnbound = isUnbound;
        this.classes = classes;
        this.inherited = inherited;
        this.method = method;
        this.owner = owner;
    }

    static {
        Supplier<Class<?>> lambda = Entry::tried;
        ofLambda(lambda.getClass(), Lambda.of(lambda.getClass()));
    }

    /** A method for a lambda to call, so that all classes are linked before the first use. */
    private static Class<?> tried() {
        return Entry.class;
    }

    /**
     * Returns the entry of a class. A class of the JDK may do all of its work in inherited methods, so the frames of
     * its supertypes identify it too.
     */
    static Entry ofClass(Class<?> function) {
        List<String> types = supertypes(function);
        if (!Frames.isMachinery(function.getName())) {
            return new Entry(function, List.of(function.getName()), types, "", "");
        }
        types.add(function.getName());
        return new Entry(function, types, List.of(), "", "");
    }

    /**
     * Returns the entry of a lambda, or null if nothing is known.
     *
     * <p>A reference to a method of an interface has no entry, since any class may implement that method.
     */
    static @Nullable Entry ofLambda(Class<?> type, @Nullable Lambda lambda) {
        if (lambda == null || (lambda.isOfInterface && lambda.isReference())) {
            return null;
        }
        boolean isReference = lambda.isReference();
        WeakReference<Class<?>> owner = isReference && !Frames.isMachinery(lambda.owner) ? lambda.ownerType : null;
        return new Entry(owner, true, List.of(), supertypes(type), lambda.method, isReference ? "" : lambda.owner);
    }

    /**
     * Returns the entry of a method reference that is bound to an object. The object's class may share the method with
     * other classes. A reference that is written in the class of the method identifies the function as well as a lambda
     * does.
     */
    static Entry ofReference(Class<?> type, Lambda reference, Class<?> object) {
        List<String> inherited = supertypes(object);
        inherited.addAll(supertypes(type));
        return new Entry(object, List.of(object.getName()), inherited, reference.method, reference.writer);
    }

    private static List<String> supertypes(Class<?> function) {
        List<String> names = new ArrayList<>();
        addInterfaces(function, names);
        Class<?> type = function.getSuperclass();
        while (type != null && type != Object.class) {
            names.add(type.getName());
            addInterfaces(type, names);
            type = type.getSuperclass();
        }
        return names;
    }

    private static void addInterfaces(Class<?> type, List<String> names) {
        for (Class<?> declared : type.getInterfaces()) {
            names.add(declared.getName());
            addInterfaces(declared, names);
        }
    }

    /**
     * Whether the frames at the bottom of the task's part of a trace begin with this function. Frames of the JDK, of
     * languages and of libraries may lie between.
     *
     * @param end the number of frames of the trace that belong to the task
     */
    boolean isAt(StackTraceElement[] trace, int end) {
        boolean isOfHeir = false;
        for (int i = end - 1; i >= 0; i--) {
            String type = trace[i].getClassName();
            if (isOf(trace[i])) {
                return true;
            }
            if (!Frames.isBetween(type)) {
                if (!inherited.contains(type)) {
                    return false;
                }
                isOfHeir = true;
            }
        }
        return !isOfHeir;
    }

    /**
     * Whether a trace begins with another function, judged by the class of its first frame outside the JDK and
     * libraries. This is the case if that class is another heir of a class with inherited frames, or if it is not
     * related to this function's class.
     */
    boolean isOfAnother(RawTrace raw, int below) {
        Class<?> own = type == null ? null : type.get();
        Class<?> shared = null;
        for (int frame = below; own != null && frame < raw.depth; frame++) {
            Class<?> other = raw.type(frame);
            if (other == null) {
                return false;
            }
            if (isUnbound ? inherited.contains(other.getName()) : other.isAssignableFrom(own)) {
                shared = other;
            } else if (!Frames.isBetween(other.getName())) {
                return isUnbound
                        ? !other.isAssignableFrom(own) && !own.isAssignableFrom(other)
                        : shared != null && shared.isAssignableFrom(other);
            }
        }
        return false;
    }

    private boolean isOf(StackTraceElement frame) {
        return classes.contains(frame.getClassName())
                || (method.equals(frame.getMethodName()) && (owner.isEmpty() || owner.equals(frame.getClassName())));
    }
}
