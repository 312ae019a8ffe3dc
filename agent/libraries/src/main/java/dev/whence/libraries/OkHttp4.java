package dev.whence.libraries;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** OkHttp 4. Its classes have the names of those of OkHttp 5, so they are in a class loader of their own. */
final class OkHttp4 implements Library {
    /** The system property with the folder of its jars. */
    private static final String JARS = "whence.old.jars";

    private final ClassLoader loader = loader();

    @Override
    public void measure(Session session) throws Exception {
        EchoServer server = new EchoServer();
        Class<?> clients = type("OkHttpClient");
        session.of("OkHttp 4", clients)
                .row(
                        "enqueue",
                        List.of("callback", "server"),
                        () -> clients.getConstructor().newInstance(),
                        (client, operation) -> {
                            Object call = clients.getMethod("newCall", type("Request"))
                                    .invoke(client, request(server.url(operation)));
                            type("Call").getMethod("enqueue", type("Callback")).invoke(call, callback(operation));
                        });
    }

    private Object request(String url) throws ReflectiveOperationException {
        Class<?> builders = type("Request$Builder");
        Object builder = builders.getConstructor().newInstance();
        builders.getMethod("url", String.class).invoke(builder, url);
        return builders.getMethod("build").invoke(builder);
    }

    private Object callback(Operation operation) throws ReflectiveOperationException {
        return Proxy.newProxyInstance(loader, new Class<?>[] {type("Callback")}, (proxy, method, arguments) -> {
            if (method.getName().equals("onResponse")) {
                type("Response").getMethod("close").invoke(arguments[1]);
                operation.seen("callback");
            }
            return null;
        });
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass("okhttp3." + name);
    }

    private static ClassLoader loader() {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty(JARS)))) {
            URL[] urls = jars.map(OkHttp4::url).toArray(URL[]::new);
            return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
