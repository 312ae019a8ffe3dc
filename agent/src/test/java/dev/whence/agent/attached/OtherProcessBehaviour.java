package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Whence;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dump shows of work that waits for another process: here for a server that never answers. */
class OtherProcessBehaviour {
    private static final String SECRET = "?token=secret#secret";

    /** Nobody accepts its connections, which the operating system does nevertheless. */
    @AutoClose
    private final ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private final String address = "127.0.0.1:" + silent.getLocalPort();

    /** Why something does not wait for the server. When the server is closed, nothing does. */
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    OtherProcessBehaviour() throws IOException {}

    /** Something that waits for the server. */
    private interface Call {
        void run() throws Exception;
    }

    /** A statement of a driver that does not exist. */
    private record OurStatement(Call call) {
        void executeQuery() throws Exception {
            call.run();
        }
    }

    private void start(String operation, Call call) {
        Thread caller = new Thread(body(call));
        caller.setDaemon(true);
        in(operation, caller::start);
    }

    private Runnable body(Call call) {
        return () -> {
            try {
                call.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        };
    }

    /** Waits until the dump shows that an operation waits for something outside, and returns what it shows of it. */
    private String shown(String operation, String what) {
        assertThat(Whence.dump()).doesNotContain("\"fault\"");
        return Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> shown(operation), shown -> {
            assertThat(failures).isEmpty();
            return shown.contains("\"kind\":\"remote\",\"what\":\"" + what);
        });
    }

    /** Returns all trees of an operation: a client may have begun threads of its own in it. */
    private static String shown(String operation) {
        return Stream.of(Whence.dump().split("\\{\"count\":\\d+,\"operations\":"))
                .filter(group -> group.startsWith("[\"" + operation + "\"]"))
                .collect(Collectors.joining());
    }

    @DisplayName("a request is shown with its host and its path, and without what may be a secret")
    @ParameterizedTest
    @EnumSource(names = {"HTTP_CLIENT", "HTTP_CLIENT_ASYNC", "URL_CONNECTION", "APACHE", "APACHE_4"})
    void request(HttpCaller caller) {
        URI uri = URI.create("http://" + address + "/orders/7781" + SECRET);
        start("calling-" + caller, () -> caller.call(uri));
        boolean isWhole = caller.name().startsWith("HTTP_CLIENT");
        assertThat(shown("calling-" + caller, "GET " + (isWhole ? "http://" : "") + address + "\""))
                .contains("\"path\":\"/orders/7781\"")
                .doesNotContain("secret");
    }

    @DisplayName("a call of OkHttp")
    @Test
    void okHttp() {
        OkHttpClient client = new OkHttpClient();
        String url = "http://user:secret@" + address + "/orders" + SECRET;
        Request request = new Request.Builder().url(url).head().build();
        start("ok-http", () -> client.newCall(request).execute().close());
        assertThat(shown("ok-http", "HEAD http://" + address + "\""))
                .contains("\"path\":\"/orders\"")
                .doesNotContain("secret");
    }

    @DisplayName("a future of the JDK's client that others depend on, and one that nobody waits for")
    @Test
    void futures() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address)).build();
        // It differs, so that it is not taken together with the first one.
        HttpRequest other = HttpRequest.newBuilder(request.uri())
                .POST(BodyPublishers.noBody())
                .build();
        CompletableFuture<?> body = in("dependent", () -> client.sendAsync(request, BodyHandlers.ofString())
                .thenApply(answer -> "body"));
        CompletableFuture<?> alone = in("alone", () -> client.sendAsync(other, BodyHandlers.ofString()));
        assertThat(shown("dependent", "GET http://" + address + "\"")).contains("\"path\":\"/\"");
        assertThat(shown("alone", "POST http://" + address + "\"")).contains("\"kind\":\"future\"");
        assertThat(body).isNotDone();
        assertThat(alone).isNotDone();
    }

    @DisplayName("a request of the JDK's client whose answer has begun, and does not end")
    @Test
    void begunAnswer() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/long"))
                .build();
        start("answered", () -> client.send(request, BodyHandlers.ofString()));
        try (Socket accepted = silent.accept()) {
            accepted.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbe".getBytes(StandardCharsets.US_ASCII));
            assertThat(shown("answered", "GET http://" + address + "\"")).contains("\"path\":\"/long\"");
        }
    }

    @DisplayName("what is no request: sockets, channels, and the statement of a database")
    @Test
    void sockets() {
        start("socket", this::read);
        assertThat(shown("socket", "a read from a socket\""))
                .contains("\"state\":\"waiting\"", "SocketInputStream.read");
        start("channel", () -> SocketChannel.open(server()).read(ByteBuffer.allocate(1)));
        assertThat(shown("channel", "a read from a socket\"")).contains("\"waitsIn\":\"SocketChannelImpl.read\"");
        start("query", () -> new OurStatement(this::read).executeQuery());
        assertThat(shown("query", "a read from a socket, for OtherProcessBehaviour$OurStatement.executeQuery\""))
                .contains("\"state\":\"waiting\"");
        start("accepting", () -> new ServerSocket(0).accept().close());
        assertThat(shown("accepting", "a connection from outside\"")).contains("ServerSocket.accept");
    }

    private InetSocketAddress server() {
        return new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
    }

    private void read() throws IOException {
        try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
                InputStream in = socket.getInputStream()) {
            assertThat(in.read()).isNegative();
        }
    }

    @DisplayName("virtual threads")
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtual() {
        URI uri = URI.create("http://" + address + "/virtual");
        in("virtual-call", () -> Jdk21.startVirtualThread(body(() -> HttpCaller.URL_CONNECTION.call(uri))));
        assertThat(shown("virtual-call", "GET " + address + "\"")).contains("\"path\":\"/virtual\"");
        in("virtual-read", () -> Jdk21.startVirtualThread(body(this::read)));
        assertThat(shown("virtual-read", "a read from a socket\"")).contains("\"virtual\":true");
    }
}
