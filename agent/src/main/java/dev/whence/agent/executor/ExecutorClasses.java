package dev.whence.agent.executor;

import dev.whence.runtime.table.LoaderTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Which classes are executors, and which belong to one.
 *
 * <p>A class that is being loaded has no supertypes yet, and loading them here could deadlock or break the loader. So their
 * class files are read, where that can be done, or those count that are loaded. What is found is remembered, weakly for each
 * loader.
 */
final class ExecutorClasses {
    private static final Set<String> OF_JDK = Set.of(
            "java/util/concurrent/Executor",
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/ScheduledExecutorService",
            "java/util/concurrent/AbstractExecutorService",
            "java/util/concurrent/ThreadPoolExecutor",
            "java/util/concurrent/ScheduledThreadPoolExecutor",
            "java/util/concurrent/ForkJoinPool");

    /** Packages whose executors run tasks in classes that nothing else tells of. */
    private static final String[] PACKAGES = {"org/eclipse/jetty/util/thread/", "org/jboss/threads/"};

    private final LoaderTable<Map<String, Boolean>> known = new LoaderTable<>();

    /** Whether a class is an executor. */
    boolean isExecutor(ClassReader type, Neighbours others) {
        int missed = others.missed();
        boolean result = extendsExecutor(type, others);
        if (result || others.missed() == missed) {
            known(others).put(type.getClassName(), result);
        }
        return result;
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
     * Whether a class that is no executor may run the tasks of one: if it is written inside of one or next to one in the
     * same outermost class, or if it is a thread or runnable that knows one of its own package.
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
                || hasExecutor(namedBy(outermost, name, others), outermost + "$", others);
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

    /** The class that another is written in, or itself. */
    static String outermost(String name) {
        int end = name.indexOf('$', name.lastIndexOf('/') + 2);
        return end < 0 ? name : name.substring(0, end);
    }

    /** The classes that the outermost class of another names, or all that are loaded if that is not known. */
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
