package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Probes of libraries on the class path. They use reflection, as the agent has no types of any library. */
final class LibraryProbes {
    private static final String NETTY = "io.netty.util.concurrent.";
    private static final String APACHE = "org.apache.hc.client5.http.";

    static void addTo(Map<String, Probe> probes) {
        probes.put("Guava", Carried.by(LibraryProbes::guava));
        probes.put("Netty promises", Carried.by(LibraryProbes::nettyPromise));
        probes.put("Netty tasks", Carried.by(LibraryProbes::nettyTask));
        probes.put("Apache HttpClient", () -> HttpProbes.sent(uri -> apache(uri.toString())));
        probes.put("OpenTelemetry", LibraryProbes::openTelemetry);
    }

    private static void guava(Runnable task) throws Exception {
        String packageName = "com.google.common.util.concurrent.";
        Object future = ClassPath.type(packageName + "SettableFuture")
                .getMethod("create")
                .invoke(null);
        ClassPath.type(packageName + "ListenableFuture")
                .getMethod("addListener", Runnable.class, Executor.class)
                .invoke(future, task, (Executor) Runnable::run);
        Method set = future.getClass().getMethod("set", Object.class);
        Correlation.create().call(() -> set.invoke(future, "done"));
    }

    private static void nettyPromise(Runnable task) throws Exception {
        Object executor = ClassPath.type(NETTY + "ImmediateEventExecutor")
                .getField("INSTANCE")
                .get(null);
        Object promise = ClassPath.type(NETTY + "DefaultPromise")
                .getConstructor(ClassPath.type(NETTY + "EventExecutor"))
                .newInstance(executor);
        Class<?> listeners = ClassPath.type(NETTY + "GenericFutureListener");
        Object listener = ClassPath.implement(listeners, "operationComplete", task);
        Class<?> promises = ClassPath.type(NETTY + "Promise");
        promises.getMethod("addListener", listeners).invoke(promise, listener);
        Method set = promises.getMethod("setSuccess", Object.class);
        Correlation.create().call(() -> set.invoke(promise, "done"));
    }

    private static void nettyTask(Runnable task) throws ReflectiveOperationException {
        Object executor =
                ClassPath.type(NETTY + "DefaultEventExecutor").getConstructor().newInstance();
        TaskProbes.submit((ExecutorService) executor, task);
    }

    private static void apache(String uri) throws Exception {
        Object get = ClassPath.type(APACHE + "classic.methods.HttpGet")
                .getConstructor(String.class)
                .newInstance(uri);
        Object client = ClassPath.type(APACHE + "impl.classic.HttpClients")
                .getMethod("createDefault")
                .invoke(null);
        Object response = ClassPath.type(APACHE + "classic.HttpClient")
                .getMethod("execute", ClassPath.type("org.apache.hc.core5.http.ClassicHttpRequest"))
                .invoke(client, get);
        ((AutoCloseable) response).close();
        ((AutoCloseable) client).close();
    }

    /** Returns what is wrong with a thread that was started in a context: it must begin in that context. */
    private static @Nullable String openTelemetry() throws Exception {
        Class<?> contexts = ClassPath.type("io.opentelemetry.context.Context");
        Class<?> keys = ClassPath.type("io.opentelemetry.context.ContextKey");
        Object key = keys.getMethod("named", String.class).invoke(null, Carried.ID);
        Object context = contexts.getMethod("with", keys, Object.class)
                .invoke(contexts.getMethod("root").invoke(null), key, Carried.ID);
        Method current = contexts.getMethod("current");
        Method get = contexts.getMethod("get", keys);
        FutureTask<Object> seen;
        try (AutoCloseable ignored =
                (AutoCloseable) contexts.getMethod("makeCurrent").invoke(context)) {
            seen = new FutureTask<>(() -> get.invoke(current.invoke(null), key));
            new Thread(seen).start();
        }
        return Carried.ID.equals(seen.get(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS))
                ? null
                : "a thread did not get the context of its starter";
    }

    private LibraryProbes() {}
}
