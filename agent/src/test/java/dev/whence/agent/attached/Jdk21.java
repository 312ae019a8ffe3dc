package dev.whence.agent.attached;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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

    static Thread virtualThreadWithoutInheritance(Runnable body) {
        Class<?> builder = type("java.lang.Thread$Builder");
        Object heirless = onVirtualBuilder("inheritInheritableThreadLocals", types(boolean.class), false);
        return (Thread) call(builder, heirless, "unstarted", types(Runnable.class), body);
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

    /** {@code StructuredTaskScope}, whose preview APIs differ: a class until JDK 24, an interface with joiners since. */
    static final class Scope implements AutoCloseable {
        private static final String NAME = "java.util.concurrent.StructuredTaskScope";
        private static final String JOINER = NAME + "$Joiner";
        private static final int JDK = Runtime.version().feature();
        private final Object scope;

        /** Waits for all subtasks, or until one fails. */
        Scope() {
            this(JDK < 25 ? construct(type(NAME + "$ShutdownOnFailure")) : call(type(NAME), null, "open", types()));
        }

        private Scope(Object scope) {
            this.scope = scope;
        }

        /** One that waits until one succeeds. */
        static Scope ofAny() {
            return JDK < 25
                    ? new Scope(construct(type(NAME + "$ShutdownOnSuccess")))
                    : of(call(
                            type(JOINER),
                            null,
                            JDK < 26 ? "anySuccessfulResultOrThrow" : "anySuccessfulOrThrow",
                            types()));
        }

        /** One of JDK 25 with a joiner of the test's, which is told of each fork and completion. */
        static Scope observed(Consumer<String> observer) {
            Object joiner = Proxy.newProxyInstance(
                    Jdk21.class.getClassLoader(), new Class<?>[] {type(JOINER)}, (proxy, method, arguments) -> {
                        observer.accept(method.getName());
                        return method.getReturnType() == boolean.class ? false : null;
                    });
            return of(joiner);
        }

        private static Scope of(Object joiner) {
            return new Scope(call(type(NAME), null, "open", types(type(JOINER)), joiner));
        }

        /** One of JDK 25 that is cancelled after a time. */
        static Scope withTimeout(Duration timeout) {
            Class<?> configuration = type(NAME + "$Configuration");
            UnaryOperator<Object> configure =
                    object -> call(configuration, object, "withTimeout", types(Duration.class), timeout);
            Class<?> configurer = JDK < 26 ? Function.class : UnaryOperator.class;
            Object joiner = call(type(JOINER), null, "awaitAllSuccessfulOrThrow", types());
            return new Scope(call(type(NAME), null, "open", types(type(JOINER), configurer), joiner, configure));
        }

        /** The subtask. */
        Object fork(Callable<?> task) {
            return call(type(NAME), scope, "fork", types(Callable.class), task);
        }

        static Object resultOf(Object subtask) {
            return call(type(NAME + "$Subtask"), subtask, "get", types());
        }

        static Throwable failureOf(Object subtask) {
            return (Throwable) call(type(NAME + "$Subtask"), subtask, "exception", types());
        }

        /** Waits for the subtasks; their outcome is what JDK 21 wants to be asked for. */
        Object join() {
            Object joined = call(type(NAME), scope, "join", types());
            if (JDK < 25) {
                boolean ofAny = scope.getClass().getSimpleName().equals("ShutdownOnSuccess");
                return call(scope.getClass(), scope, ofAny ? "result" : "throwIfFailed", types());
            }
            return joined;
        }

        @Override
        public void close() {
            call(type(NAME), scope, "close", types());
        }
    }

    /** {@code ScopedValue}, of JDK 25. */
    static final class OwnScopedValue {
        private static final String NAME = "java.lang.ScopedValue";
        private final Object value = call(type(NAME), null, "newInstance", types());

        void runWhere(Object bound, Runnable code) {
            Object carrier = call(type(NAME), null, "where", types(type(NAME), Object.class), value, bound);
            call(type(NAME + "$Carrier"), carrier, "run", types(Runnable.class), code);
        }

        Object orElse(Object other) {
            return call(type(NAME), value, "orElse", types(Object.class), other);
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
