package dev.whence.agent.attached;

import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.function.Consumer;

/** Helidon's API by reflection, for tests that are compiled for 17: its classes need 21. */
final class Helidon {
    private static final String SERVER = "io.helidon.webserver.";
    private static final String CLIENT = "io.helidon.webclient.";
    private static final String NAMES = "io.helidon.http.HeaderNames";

    /** What handles a request. */
    interface Handler {
        void handle(Object request, Object response) throws Exception;
    }

    /** A started server, for HTTP/1.1 and HTTP/2. */
    static Object server(Handler handler) throws ReflectiveOperationException {
        Class<?> handlers = Class.forName(SERVER + "http.Handler");
        Object own =
                Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, args) -> {
                    if (method.getName().equals("handle")) {
                        handler.handle(args[0], args[1]);
                    }
                    return null;
                });
        Object array = Array.newInstance(handlers, 1);
        Array.set(array, 0, own);
        Consumer<Object> routing = builder -> call(type(SERVER + "http.HttpRules"), builder, "any", array);
        Object config = call(type(SERVER + "WebServer"), null, "builder");
        Class<?> builders = config.getClass();
        builders.getMethod("host", String.class).invoke(config, "127.0.0.1");
        builders.getMethod("port", int.class).invoke(config, 0);
        builders.getMethod("routing", Consumer.class).invoke(config, routing);
        Object server = builders.getMethod("build").invoke(config);
        return call(type(SERVER + "WebServer"), server, "start");
    }

    static int port(Object server) {
        return (int) call(type(SERVER + "WebServer"), server, "port");
    }

    static void stop(Object server) {
        call(type(SERVER + "WebServer"), server, "stop");
    }

    static void header(Object response, String name, String... values) {
        call(type(SERVER + "http.ServerResponse"), response, "header", name, values);
    }

    static void send(Object response, int status, String body) throws ReflectiveOperationException {
        Class<?> responses = type(SERVER + "http.ServerResponse");
        responses.getMethod("status", int.class).invoke(response, status);
        responses.getMethod("send", Object.class).invoke(response, body);
    }

    /** Sends a body piece by piece. */
    static java.io.OutputStream stream(Object response) {
        return (java.io.OutputStream) call(type(SERVER + "http.ServerResponse"), response, "outputStream");
    }

    /** The client that chooses its protocol itself, which is HTTP/1.1 here. */
    static Object client() {
        return call(type(CLIENT + "api.WebClient"), null, "create");
    }

    /** A client that speaks HTTP/2 from the beginning. */
    static Object http2Client() throws ReflectiveOperationException {
        Object builder = call(type(CLIENT + "http2.Http2Client"), null, "builder");
        Consumer<Object> knows = config -> {
            try {
                config.getClass().getMethod("priorKnowledge", boolean.class).invoke(config, true);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("priorKnowledge", e);
            }
        };
        builder.getClass().getMethod("protocolConfig", Consumer.class).invoke(builder, knows);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    /** A request with some headers, names and values in turn. It can be sent several times. */
    static Object get(Object client, URI uri, String... headers) {
        Class<?> requests = type(CLIENT + "api.ClientRequest");
        Object request = call(type(CLIENT + "api.HttpClient"), client, "get");
        call(requests, request, "uri", uri);
        for (int i = 0; i < headers.length; i += 2) {
            Object name = call(type(NAMES), null, "create", headers[i]);
            call(requests, request, "header", name, new String[] {headers[i + 1]});
        }
        return request;
    }

    /** Sends a request; the body of the response. */
    static String body(Object request) {
        return (String) call(type(CLIENT + "api.ClientRequest"), request, "requestEntity", String.class);
    }

    /** Sends a request; a header of the response. */
    static String header(Object request, String name) {
        Class<?> responses = type(CLIENT + "api.HttpClientResponse");
        Object response = call(type(CLIENT + "api.ClientRequest"), request, "request");
        try {
            Object headers = call(responses, response, "headers");
            Object found =
                    call(type("io.helidon.http.Headers"), headers, "first", call(type(NAMES), null, "create", name));
            return ((java.util.Optional<?>) found).map(String::valueOf).orElse("");
        } finally {
            call(responses, response, "close");
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    /** Calls the method of a public type that takes these arguments. */
    private static Object call(Class<?> type, Object target, String name, Object... arguments) {
        for (var method : type.getMethods()) {
            if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
                try {
                    // Some are inherited from types that are not public.
                    method.setAccessible(true);
                    return method.invoke(target, arguments);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(type + "." + name, e);
                }
            }
        }
        throw new LinkageError(type + " has no method " + name);
    }

    private static boolean takes(Class<?>[] parameters, Object... arguments) {
        boolean fits = parameters.length == arguments.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = parameters[i].isInstance(arguments[i]);
        }
        return fits;
    }

    private Helidon() {}
}
