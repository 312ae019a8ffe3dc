package dev.whence.agent.executor;

import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Which classes are executors, and which belong to one.
 *
 * <p>A class that is being loaded has no supertypes yet, and loading them here could deadlock or break the loader. So their
 * class files are read, as resources of the loader. What is found is remembered, weakly for each loader. No lock is held
 * while a loader is asked.
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

    private final ClassFiles files;
    private final Map<ClassLoader, Map<String, Boolean>> known = new WeakHashMap<>();

    ExecutorClasses(ClassFiles files) {
        this.files = files;
    }

    /** Whether a class is an executor. */
    boolean isExecutor(ClassReader type, ClassLoader loader) {
        if (isExecutor(type.getSuperName(), loader)) {
            return true;
        }
        for (String implemented : type.getInterfaces()) {
            if (isExecutor(implemented, loader)) {
                return true;
            }
        }
        return false;
    }

    private boolean isExecutor(@Nullable String name, ClassLoader loader) {
        if (name == null || name.startsWith("java/") || name.startsWith("[")) {
            return name != null && OF_JDK.contains(name);
        }
        Map<String, Boolean> ofLoader = known(loader);
        Boolean result = ofLoader.get(name);
        if (result == null) {
            ClassReader type = files.read(name, loader);
            result = type != null && isExecutor(type, loader);
            ofLoader.put(name, result);
        }
        return result;
    }

    private Map<String, Boolean> known(ClassLoader loader) {
        synchronized (known) {
            Map<String, Boolean> ofLoader = known.get(loader);
            if (ofLoader == null) {
                ofLoader = new ConcurrentHashMap<>();
                known.put(loader, ofLoader);
            }
            return ofLoader;
        }
    }

    /**
     * Whether a class that is no executor may run the tasks of one: if it is written inside of one or next to one in the
     * same outermost class, or if it is a thread or runnable that knows one of its own package.
     */
    boolean belongsToExecutor(ClassReader type, ClassLoader loader) {
        String name = type.getClassName();
        String outermost = outermost(name);
        for (String begin : PACKAGES) {
            if (name.startsWith(begin)) {
                return true;
            }
        }
        Set<String> named = ConstantPool.classes(type);
        String near = isWorker(type) ? name.substring(0, name.lastIndexOf('/') + 1) : outermost + "$";
        return isExecutor(outermost, loader)
                || hasExecutor(named, near, loader)
                || hasExecutor(namedBy(outermost, name, loader), outermost + "$", loader);
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

    private static String outermost(String name) {
        int end = name.indexOf('$', name.lastIndexOf('/') + 2);
        return end < 0 ? name : name.substring(0, end);
    }

    /** The classes that the outermost class of another names. */
    private Set<String> namedBy(String outermost, String name, ClassLoader loader) {
        ClassReader type = outermost.equals(name) ? null : files.read(outermost, loader);
        return type == null ? Set.of() : ConstantPool.classes(type);
    }

    private boolean hasExecutor(Set<String> names, String begin, ClassLoader loader) {
        for (String name : names) {
            if (name.startsWith(begin) && isExecutor(name, loader)) {
                return true;
            }
        }
        return false;
    }
}
