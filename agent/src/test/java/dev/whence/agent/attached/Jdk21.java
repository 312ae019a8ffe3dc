package dev.whence.agent.attached;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** What came after JDK 17, for tests that are compiled for 17. */
final class Jdk21 {
    static Thread startVirtualThread(Runnable body) {
        return (Thread) call(Thread.class, null, "startVirtualThread", types(Runnable.class), body);
    }

    static Thread unstartedVirtualThread(Runnable body) {
        return virtualThreadFactory().newThread(body);
    }

    static ThreadFactory virtualThreadFactory() {
        return (ThreadFactory) onVirtualBuilder("factory", types());
    }

    /** {@code Thread.ofVirtual().start(body)}. */
    static Thread buildVirtualThread(Runnable body) {
        return (Thread) onVirtualBuilder("start", types(Runnable.class), body);
    }

    private static Object onVirtualBuilder(String method, Class<?>[] types, Object... arguments) {
        Object builder = call(Thread.class, null, "ofVirtual", types());
        return call(type("java.lang.Thread$Builder"), builder, method, types, arguments);
    }

    static ExecutorService newVirtualThreadPerTaskExecutor() {
        return (ExecutorService) call(Executors.class, null, "newVirtualThreadPerTaskExecutor", types());
    }

    static ExecutorService newThreadPerTaskExecutor(ThreadFactory factory) {
        return (ExecutorService)
                call(Executors.class, null, "newThreadPerTaskExecutor", types(ThreadFactory.class), factory);
    }

    /** {@code StructuredTaskScope}, whose preview APIs differ. */
    static final class Scope implements AutoCloseable {
        private static final String NAME = "java.util.concurrent.StructuredTaskScope";
        private final Object scope = open();

        private static Object open() {
            return Runtime.version().feature() < 25
                    ? construct(type(NAME + "$ShutdownOnFailure"))
                    : call(type(NAME), null, "open", types());
        }

        void fork(Callable<?> task) {
            call(type(NAME), scope, "fork", types(Callable.class), task);
        }

        void join() {
            call(type(NAME), scope, "join", types());
        }

        @Override
        public void close() {
            call(type(NAME), scope, "close", types());
        }
    }

    static Class<?>[] types(Class<?>... types) {
        return types;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private static Object construct(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    static Object call(Class<?> type, Object target, String name, Class<?>[] types, Object... arguments) {
        try {
            Method method = type.getMethod(name, types);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName() + "." + name, e);
        }
    }

    private Jdk21() {}
}
