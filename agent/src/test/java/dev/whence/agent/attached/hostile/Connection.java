package dev.whence.agent.attached.hostile;

import com.sun.net.httpserver.HttpServer;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A program whose first class is an executor, of which the superclass has to be read; then it opens a connection. */
public final class Connection {
    /** Does nothing. */
    public static class Superclass {}

    /** Known by nobody but this program. */
    public static final class OwnExecutor extends Superclass implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /** Has no class files but those of another loader, which reads them by connections. */
    private static final class Borrowing extends ClassLoader {
        Borrowing() {
            super(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            return null;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            // The first time is that of the class itself, outside of any transformer.
            return name.contains("Superclass")
                    ? Connection.class.getClassLoader().getResourceAsStream(name)
                    : new ByFile().open(name);
        }
    }

    /** Reads without a connection. */
    private static final class ByFile {
        InputStream open(String name) {
            try {
                URL url = Connection.class.getClassLoader().getResource(name);
                return new java.io.FileInputStream(new java.io.File(url.toURI()));
            } catch (IOException | java.net.URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Arguments: whether the executor is that of another loader, and how often the connection is tried. */
    public static void main(String[] args) throws Exception {
        ClassLoader loader = Boolean.parseBoolean(args[0]) ? new Borrowing() : Connection.class.getClassLoader();
        Class.forName(OwnExecutor.class.getName(), true, loader)
                .getConstructor()
                .newInstance();
        String[] received = {""};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received[0] = String.valueOf(exchange.getRequestHeaders().getFirst("X-Correlation-ID"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        for (int i = Integer.parseInt(args[1]); i > 0 && !received[0].equals("order-1"); i--) {
            request(server.getAddress().getPort());
            Thread.sleep(20);
        }
        System.out.println(received[0]);
        System.exit(0);
    }

    private static void request(int port) throws IOException {
        URL url = URI.create("http://127.0.0.1:" + port + "/").toURL();
        try (Scope scope = Correlation.of("order-1").open()) {
            ((HttpURLConnection) url.openConnection()).getResponseCode();
        }
    }

    private Connection() {}
}
