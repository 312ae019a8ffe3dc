package dev.whence.agent.executor;

import dev.whence.runtime.table.LoaderTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The decision which classes are executors, and which classes belong to one.
 *
 * <p>A class is an executor if it implements {@link Executor}, however indirectly. The supertypes of a class that is
 * being loaded are read from their class files. Where that is not possible, those that are loaded already are used, and
 * the rest is unknown.
 *
 * <p>A result is remembered for each class loader, in a table with weak keys. A negative result is remembered only if
 * it does not rest on something unknown: the class may turn out to be an executor later.
 */
final class ExecutorClasses {
    private static final String EXECUTOR = "java/util/concurrent/Executor";

    /** The executors of the JDK that an application may extend or implement. */
    private static final Set<String> OF_JDK = Set.of(
            EXECUTOR,
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/ScheduledExecutorService",
            "java/util/concurrent/AbstractExecutorService",
            "java/util/concurrent/ThreadPoolExecutor",
            "java/util/concurrent/ScheduledThreadPoolExecutor",
            "java/util/concurrent/ForkJoinPool");

    /** Classes that have the method of an executor and do not implement the interface: each task names its executor. */
    private static final Set<String> ALIKE = Set.of("io/vertx/core/impl/TaskQueue");

    /** Packages whose executors run tasks in classes that have no visible relation to the executor. */
    private static final String[] PACKAGES = {"org/eclipse/jetty/util/thread/", "org/jboss/threads/"};

    /** The classes of which it is known whether they are executors, by their internal names. */
    private final LoaderTable<Map<String, Boolean>> known = new LoaderTable<>();

    private final Makers makers;

    ExecutorClasses(Makers makers) {
        this.makers = makers;
    }

    /**
     * Returns whether a class is an executor. False may also mean that it is not known yet: then
     * {@link Neighbours#missed} has grown.
     */
    boolean isExecutor(ClassReader type, Neighbours others) {
        int missed = others.missed();
        boolean result = ALIKE.contains(type.getClassName()) || extendsExecutor(type, others);
        if (result || others.missed() == missed) {
            known(others).put(type.getClassName(), result);
        }
        return result;
    }

    /** Returns the internal names of the executors that a class makes of lambdas or method references. */
    Set<String> madeBy(ClassReader type, Neighbours others) {
        Set<String> made = ConstantPool.madeForExecute(type);
        made.removeIf(name -> !isExecutor(name, others));
        return made;
    }

    private boolean extendsExecutor(ClassReader type, Neighbours others) {
        if (isExecutor(type.getSuperName(), others)) {
            return true;
        }
        for (String implemented : type.getInterfaces()) {
            if (isExecutor(implemented, others)) {
                return true;
            }
        }
        return false;
    }

    private boolean isExecutor(@Nullable String name, Neighbours others) {
        if (name == null || name.startsWith("java/") || name.startsWith("[")) {
            return name != null && OF_JDK.contains(name);
        }
        Boolean result = known(others).get(name);
        return result == null ? isExecutorUnknown(name, others) : result;
    }

    private boolean isExecutorUnknown(String name, Neighbours others) {
        ClassReader file = others.file(name);
        if (file != null) {
            if (ConstantPool.madeForExecute(file).contains(EXECUTOR)) {
                makers.add(name, others.loader());
            }
            return isExecutor(file, others);
        }
        Class<?> loaded = others.loaded(name);
        if (loaded == null) {
            others.miss();
            return false;
        }
        boolean result = Executor.class.isAssignableFrom(loaded);
        known(others).put(name, result);
        return result;
    }

    private Map<String, Boolean> known(Neighbours others) {
        return known.putIfAbsent(others.loader(), new ConcurrentHashMap<>());
    }

    /**
     * Returns whether a class that is no executor may run the tasks of one. It may if it is nested in an executor, or
     * in the same outermost class as one. It also may if it is a thread or runnable that names an executor of its own
     * package. A class near one that makes an executor of a lambda may do so too.
     */
    boolean belongsToExecutor(ClassReader type, Neighbours others) {
        String name = type.getClassName();
        String outermost = outermost(name);
        for (String begin : PACKAGES) {
            if (name.startsWith(begin)) {
                return true;
            }
        }
        Set<String> named = ConstantPool.classes(type);
        String near = isWorker(type) ? name.substring(0, name.lastIndexOf('/') + 1) : outermost + "$";
        return isExecutor(outermost, others)
                || hasExecutor(named, near, others)
                || hasExecutor(namedBy(outermost, name, others), outermost + "$", others)
                || makers.areNear(name, others.loader());
    }

    private static boolean isWorker(ClassReader type) {
        if ("java/lang/Thread".equals(type.getSuperName())) {
            return true;
        }
        for (String implemented : type.getInterfaces()) {
            if (implemented.equals("java/lang/Runnable")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the outermost class that a class is nested in, or the class itself. */
    static String outermost(String name) {
        // A class name may begin with a dollar sign, which then does not separate an outer class from a nested one.
        int end = name.indexOf('$', name.lastIndexOf('/') + 2);
        return end < 0 ? name : name.substring(0, end);
    }

    /**
     * Returns the classes that the outermost class names. If its class file is not known, all loaded classes stand in.
     */
    private static Set<String> namedBy(String outermost, String name, Neighbours others) {
        if (outermost.equals(name)) {
            return Set.of();
        }
        ClassReader type = others.file(outermost);
        return type == null ? others.loadedNames() : ConstantPool.classes(type);
    }

    private boolean hasExecutor(Set<String> names, String begin, Neighbours others) {
        for (String name : names) {
            if (name.startsWith(begin) && isExecutor(name, others)) {
                return true;
            }
        }
        return false;
    }
}
