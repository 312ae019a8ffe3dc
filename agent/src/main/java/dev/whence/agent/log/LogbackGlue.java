package dev.whence.agent.log;

import dev.whence.agent.weave.ClassData;
import dev.whence.agent.weave.Sight;
import dev.whence.runtime.table.LoaderTable;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The agent's reaction to the objects that logback announces: its MDC and its patterns.
 *
 * <p>What has to be done needs types of logback, so it is done by our logback module, in the class loader of that
 * logback. If the application has the module itself, that one is used, else the agent's copy is defined there.
 *
 * <p>No lock is held while that is done. Another thread may hold a lock of that class loader, and wait here. So several
 * threads may install the module at the same time, which does no harm.
 */
public final class LogbackGlue implements BiFunction<String, Object, @Nullable Object> {
    private static final String GLUE = "dev.whence.logback.AgentGlue";

    private final File jar;
    private final String correlationKey;
    private final boolean onlyLines;
    private final Sight sight;

    /** Whether the module is usable, by class loader. */
    private final LoaderTable<Boolean> installed = new LoaderTable<>();

    /** Creates the reaction, with the options that concern logback and the names of the runtime's classes. */
    public LogbackGlue(File jar, Set<String> runtime, String correlationKey, boolean onlyLines) {
        this.jar = jar;
        this.sight = new Sight(runtime);
        this.correlationKey = correlationKey;
        this.onlyLines = onlyLines;
    }

    @Override
    public @Nullable Object apply(String kind, Object object) {
        try {
            Class<?> glue = glueFor(object.getClass().getClassLoader());
            return switch (kind) {
                case "mdc" -> call(glue, "mdc", object);
                case "pattern" ->
                    call(glue, onlyLines ? "ensureCorrelationInLines" : "ensureCorrelation", object, correlationKey);
                default -> null;
            };
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Class<?> glueFor(ClassLoader loader) throws ReflectiveOperationException, IOException {
        Boolean isInstalled = installed.get(loader);
        if (isInstalled == null) {
            try {
                install(loader);
                isInstalled = installed.putIfAbsent(loader, true);
            } finally {
                installed.putIfAbsent(loader, false);
            }
        }
        if (!isInstalled) {
            throw new IllegalStateException("the glue for this logback could not be installed before");
        }
        return Class.forName(GLUE, true, loader);
    }

    private void install(ClassLoader loader) throws ReflectiveOperationException, IOException {
        if (!sight.hasAll(loader)) {
            throw new IllegalStateException("its classes do not find the agent's");
        }
        if (!hasGlue(loader)) {
            define(loader);
        }
        call(Class.forName(GLUE, true, loader), "install");
    }

    private static boolean hasGlue(ClassLoader loader) {
        try {
            return Class.forName(GLUE, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Defines the module. Its entry comes last: a thread that finds the entry finds all else. */
    private void define(ClassLoader loader) throws IOException {
        Map<String, byte[]> classes = ClassData.read(jar, "whence/logback.bin");
        define(classes, false, loader);
        define(classes, true, loader);
    }

    private static void define(Map<String, byte[]> classes, boolean isEntry, ClassLoader loader) {
        for (Map.Entry<String, byte[]> one : classes.entrySet()) {
            if (one.getKey().equals(GLUE) == isEntry) {
                define(one.getKey(), one.getValue(), loader);
            }
        }
    }

    private static void define(String name, byte[] bytes, ClassLoader loader) {
        try {
            Unsafe.getUnsafe().defineClass(name, bytes, 0, bytes.length, loader, null);
        } catch (LinkageError notOfThisLogback) {
            // Another thread was here before. Or a class loader of modules does not find a superclass, of an optional
            // part of logback; the rest works without.
        }
    }

    private static @Nullable Object call(Class<?> glue, String name, Object... arguments)
            throws ReflectiveOperationException {
        for (Method method : glue.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    return method.invoke(null, arguments);
                } catch (InvocationTargetException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        throw new NoSuchMethodException(GLUE + "." + name);
    }
}
