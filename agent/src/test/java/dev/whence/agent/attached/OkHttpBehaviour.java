package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A callback of OkHttp runs in the correlation of the code that made the call, whoever's call it had to wait for. */
class OkHttpBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final WaitingCalls calls = new WaitingCalls();
    private final Seen seen = calls.seen;
    private final Gate answered = calls.answered;
    private final HttpPeer peer = calls.peer;
    private final LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private OkHttpClient client;

    OkHttpBehaviour() throws IOException {}

    /** Notes what it sees, and what became of the call. */
    private record Noting(Seen seen, Supplier<String> look) implements Callback {
        @Override
        public void onResponse(Call call, Response response) {
            response.close();
            seen.note(look.get());
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            seen.note("failed " + look.get());
        }
    }

    @BeforeEach
    void start() {
        ThreadPoolExecutor threads =
                pools.with(new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), body -> {
                    Thread thread = new Thread(body);
                    thread.setUncaughtExceptionHandler((dead, thrown) -> uncaught.add(thrown));
                    return thread;
                }));
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequestsPerHost(1);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .build();
    }

    @AfterEach
    void stop() {
        client.connectionPool().evictAll();
        calls.close();
    }

    private void enqueue(String path, Callback callback) {
        enqueue(peer.uri(path), callback);
    }

    private void enqueue(URI uri, Callback callback) {
        client.newCall(new Request.Builder().url(uri.toString()).build()).enqueue(callback);
    }

    private void enqueue(String path) {
        enqueue(path, new Noting(seen, Vocabulary::id));
    }

    private void enqueue(URI uri, Supplier<String> look) {
        enqueue(uri, new Noting(seen, look));
    }

    @DisplayName("calls that wait for another one have each its own, one without has none")
    @Test
    void waiting() {
        calls.haveOwnIds(this::enqueue);
    }

    @DisplayName("a call that waits for its connection, again and again, is no loop that waits for work")
    @Test
    void slowConnection() {
        client = client.newBuilder().socketFactory(new SlowSockets()).build();
        in("A", () -> enqueue("/"));
        assertThat(seen.next()).isEqualTo("A");
    }

    /** Makes sockets that take longer to connect than the client waits before it looks for another address. */
    private static final class SlowSockets extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress address, int timeout) throws IOException {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(900));
                    super.connect(address, timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @DisplayName("a request has the caller's, and keeps a header of the program")
    @Test
    void headers() throws Exception {
        in("A", () -> call().execute().close());
        assertThat(peer.next().correlation()).isEqualTo("A");
        in("B", () -> enqueue("/"));
        assertThat(peer.next().correlation()).isEqualTo("B");
        assertThat(seen.next()).isEqualTo("B");
        Request own =
                call().request().newBuilder().header("X-Correlation-ID", "own").build();
        in("C", () -> client.newCall(own).execute().close());
        assertThat(peer.next().correlation()).isEqualTo("own");
        elsewhere("", () -> call().execute().close());
        assertThat(peer.next().correlation()).isEmpty();
    }

    private Call call() {
        return client.newCall(
                new Request.Builder().url(peer.uri("/").toString()).build());
    }

    @DisplayName("a call that fails after another one has failed")
    @Test
    void failing() {
        in("A", () -> enqueue("/broken"));
        in("B", () -> enqueue("/broken"));
        answered.open();
        assertThat(seen.next(2)).containsExactly("failed A", "failed B");
    }

    @DisplayName("a callback that makes calls, and one that throws, leave nothing behind")
    @Test
    void throwing() throws Exception {
        in("A", () -> enqueue("/slow", new Throwing()));
        in("B", () -> enqueue("/"));
        answered.open();
        assertThat(seen.next(2)).containsExactly("thrower A", "B");
        Throwable thrown = uncaught.poll(Vocabulary.SECONDS, TimeUnit.SECONDS);
        assertThat(thrown).hasMessage("thrown by A");
        assertThat(List.of(thrown.getStackTrace()).toString()).contains("OkHttpBehaviour.enqueue");
    }

    private final class Throwing implements Callback {
        @Override
        public void onResponse(Call call, Response response) {
            response.close();
            seen.note("thrower " + id());
            throw new IllegalStateException("thrown by " + id());
        }

        @Override
        public void onFailure(Call call, IOException failure) {}
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the call, and not to the one that it waited for")
    @Test
    void stack() {
        calls.haveOwnStacks(this::enqueue);
    }

    @DisplayName("the caller was before the callback, and so was the call that it waited for")
    @Test
    void edges(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        elsewhere("A", () -> {
            log.write(0);
            enqueue("/slow", logging(log, 1));
        });
        elsewhere("B", () -> {
            log.write(2);
            enqueue("/", logging(log, 3));
        });
        answered.open();
        assertThat(seen.next(2)).containsExactly("A", "B");

        List<Line> lines = log.endByEvent();
        assertThat(lines.get(1).via(lines.get(0).id())).isEqualTo("fork");
        assertThat(lines.get(3).via(lines.get(2).id())).isEqualTo("fork");
        assertThat(lines.get(3).via(lines.get(1).id())).isEqualTo("complete");
    }

    private Callback logging(CausalLog log, int event) {
        return new Noting(seen, () -> {
            log.write(event);
            return id();
        });
    }
}
