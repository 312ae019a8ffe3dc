package dev.whence.libraries;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Helidon's server and client. This module is compiled for a Java without the classes of Helidon, so by reflection. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HelidonHttp implements Library {
    private static final String SERVER = "io.helidon.webserver.";
    private static final String CLIENT = "io.helidon.webclient.api.";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Override
    public int firstJdk() {
        return 21;
    }

    @Override
    public void measure(Session session) throws Exception {
        HttpServers.measure(session.of("Helidon server", type(SERVER + "WebServer")), server());
        EchoServer peer = new EchoServer();
        session.of("Helidon client", type(CLIENT + "WebClient"))
                .row(
                        "request",
                        List.of("callback", "server"),
                        () -> call(type(CLIENT + "WebClient"), null, "create"),
                        (client, operation) -> threads.submit(() -> {
                            Object request = call(type(CLIENT + "HttpClient"), client, "get");
                            call(type(CLIENT + "ClientRequest"), request, "uri", URI.create(peer.url(operation)));
                            call(type(CLIENT + "ClientRequest"), request, "requestEntity", String.class);
                            operation.seen("callback");
                            return null;
                        }));
    }

    private static int server() throws Exception {
        Class<?> handlers = type(SERVER + "http.Handler");
        Object array = Array.newInstance(handlers, 1);
        Array.set(
                array,
                0,
                Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, args) -> {
                    if (method.getName().equals("handle")) {
                        handle(args[0], args[1]);
                    }
                    return null;
                }));
        Consumer<Object> routing = builder -> unchecked(type(SERVER + "http.HttpRules"), builder, "any", array);
        Object config = call(type(SERVER + "WebServer"), null, "builder");
        call(config.getClass(), config, "port", 0);
        call(config.getClass(), config, "routing", routing);
        Object server = call(config.getClass(), config, "build");
        call(type(SERVER + "WebServer"), server, "start");
        return (int) call(type(SERVER + "WebServer"), server, "port");
    }

    private static void handle(Object request, Object response) throws Exception {
        Object path = call(type("io.helidon.http.HttpPrologue"), prologue(request), "uriPath");
        String text = (String) call(type("io.helidon.common.uri.UriPath"), path, "path");
        Operation.of(text.substring(1)).seen();
        call(type(SERVER + "http.ServerResponse"), response, "send");
    }

    private static Object prologue(Object request) throws Exception {
        return call(type(SERVER + "http.HttpRequest"), request, "prologue");
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private static void unchecked(Class<?> type, Object target, String name, Object... arguments) {
        try {
            call(type, target, name, arguments);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls the method of a public type that takes these arguments. */
    private static Object call(Class<?> type, @Nullable Object target, String name, Object... arguments)
            throws Exception {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
                try {
                    return method.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            }
        }
        throw new NoSuchMethodException(type + "." + name);
    }

    private static boolean takes(Class<?>[] parameters, Object... arguments) {
        boolean fits = parameters.length == arguments.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = parameters[i].isInstance(arguments[i])
                    || (parameters[i] == int.class && arguments[i] instanceof Integer);
        }
        return fits;
    }
}
