package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames that may stand at the bottom of what a function does: those of its class, or, as the class of a lambda has no
 * frames, of the method that the lambda calls.
 *
 * <p>It tells tasks apart that ran on one pool: an exception that was made in another has another frame there. Names,
 * and a weak reference, so that it keeps no class alive.
 */
public final class Entry {
    /** The classes of which any frame tells that it is this function. */
    private final List<String> classes;

    /** The types of which frames may come first, but tell nothing: others inherit the same methods. */
    private final List<String> inherited;

    /** A method of which a frame tells it as well; empty if there is none. */
    private final String method;

    /** The class of that method; empty if it may be of any. */
    private final String owner;

    /** The class of the function, or of what it is bound to, or whose method it refers to. */
    private final @Nullable WeakReference<Class<?>> type;

    /** Whether the function gets the object, if it needs one, when it is called. */
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

    /** What a lambda calls, so that all is linked before it is needed. */
    private static Class<?> tried() {
        return Entry.class;
    }

    /** One of the JDK's may do all of its work in what it inherits. */
    static Entry ofClass(Class<?> function) {
        List<String> types = supertypes(function);
        if (!Frames.isMachinery(function.getName())) {
            return new Entry(function, List.of(function.getName()), types, "", "");
        }
        types.add(function.getName());
        return new Entry(function, types, List.of(), "", "");
    }

    /** Only a method that nobody overrides is sure to be of its class. Null if nothing is known. */
    static @Nullable Entry ofLambda(Class<?> type, @Nullable Lambda lambda) {
        if (lambda == null || (lambda.isOfInterface && lambda.isReference())) {
            return null;
        }
        boolean isReference = lambda.isReference();
        WeakReference<Class<?>> owner = isReference && !Frames.isMachinery(lambda.owner) ? lambda.ownerType : null;
        return new Entry(owner, true, List.of(), supertypes(type), lambda.method, isReference ? "" : lambda.owner);
    }

    /**
     * Of a reference to a method of an object, which may be one that the object's class shares with others. Where it is
     * written in the very class that has the method, it tells as much as a lambda does.
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

    /** Whether the frames below a place in a trace begin with this; those of the JDK and of libraries may lie between. */
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

    /** Whether what a trace begins with is of another function, by its class: that of another heir, or of no relative. */
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
