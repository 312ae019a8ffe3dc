package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.NoTracingNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to the two clients of the JDK. */
class HttpClientBehaviour {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Gate gate = new Gate();
    private HttpPeer peer;

    @BeforeEach
    void start() throws Exception {
        peer = new HttpPeer();
        peer.answer("/edge", exchange -> {
            gate.pass();
            peer.replyWithEvent(exchange);
        });
    }

    @AfterEach
    void stop() {
        gate.open();
        peer.close();
    }

    @DisplayName("who reads the body of a response, and who provides that of a request")
    @Test
    void bodies() throws Exception {
        Seen seen = new Seen();
        in("a", () -> client.sendAsync(get("/"), BodyHandlers.fromLineSubscriber(new Noting<>("line", seen))));
        assertThat(seen.next(3)).containsExactly("line begins a", "line a", "line ends a");
        in("b", () -> client.sendAsync(get("/"), BodyHandlers.fromSubscriber(new Noting<>("bytes", seen))));
        assertThat(seen.next(3)).containsExactly("bytes begins b", "bytes b", "bytes ends b");
        in("c", () -> client.sendAsync(get("/"), BodyHandlers.ofByteArrayConsumer(bytes -> seen.note(id()))));
        assertThat(seen.next(2)).containsExactly("c", "c");
        HttpRequest post = HttpRequest.newBuilder(peer.uri("/"))
                .POST(BodyPublishers.fromPublisher(subscriber -> subscriber.onSubscribe(new OneByte(subscriber, seen))))
                .build();
        in("d", () -> client.sendAsync(post, BodyHandlers.discarding()));
        assertThat(seen.next(2)).containsExactly("requested d", "requested d");
    }

    @DisplayName("who reads a body that breaks off learns it in its correlation, too")
    @Test
    void brokenBody() {
        Seen seen = new Seen();
        peer.answer("/short", exchange -> {
            exchange.sendResponseHeaders(200, 9);
            exchange.getResponseBody().write(new byte[1]);
            exchange.getResponseBody().flush();
            gate.pass();
            exchange.close();
        });
        in("a", () -> client.sendAsync(get("/short"), BodyHandlers.fromSubscriber(new Noting<>("bytes", seen))));
        assertThat(seen.next(2)).containsExactly("bytes begins a", "bytes a");
        gate.open();
        assertThat(seen.next()).isEqualTo("bytes fails a");
    }

    private record Noting<T>(String what, Seen seen) implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            seen.note(what + " begins " + id());
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            seen.note(what + " " + id());
        }

        @Override
        public void onError(Throwable failure) {
            seen.note(what + " fails " + id());
        }

        @Override
        public void onComplete() {
            seen.note(what + " ends " + id());
        }
    }

    private static final class OneByte implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final Seen seen;
        private boolean isSent;

        OneByte(Flow.Subscriber<? super ByteBuffer> subscriber, Seen seen) {
            this.subscriber = subscriber;
            this.seen = seen;
        }

        @Override
        public void request(long count) {
            seen.note("requested " + id());
            if (isSent) {
                subscriber.onComplete();
            } else {
                isSent = true;
                subscriber.onNext(ByteBuffer.allocate(1));
            }
        }

        @Override
        public void cancel() {}
    }

    @DisplayName("what continues an asynchronous call runs in the correlation of whoever registered it")
    @ValueSource(booleans = {true, false})
    @ParameterizedTest(name = "answered before: {0}")
    void continuation(boolean answeredBefore) {
        Seen seen = new Seen();
        CompletableFuture<HttpResponse<String>> answer =
                in("a", () -> client.sendAsync(get("/edge"), BodyHandlers.ofString()));
        if (answeredBefore) {
            gate.open();
            answer.join();
        }
        CompletableFuture<String> first = in("a", () -> answer.thenApply(response -> seen.here()));
        CompletableFuture<String> second = in("b", () -> answer.thenApplyAsync(response -> seen.here()));
        gate.open();

        assertThat(first.join()).isEqualTo("a");
        assertThat(second.join()).isEqualTo("b");
        assertThat(answer.getClass().getName()).doesNotContain("whence");
    }

    @TrustNeeded
    @DisplayName("what the answer tells of was before what continues an asynchronous call")
    @ValueSource(booleans = {true, false})
    @ParameterizedTest(name = "answered before: {0}")
    void edge(boolean answeredBefore, @TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        elsewhere("a", () -> {
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(get("/edge"), BodyHandlers.ofString());
            if (answeredBefore) {
                gate.open();
                await().until(answer::isDone);
            }
            CompletableFuture<Void> logged = answer.thenAcceptAsync(response -> log.write(0));
            gate.open();
            logged.get(SECONDS, TimeUnit.SECONDS);
        });

        assertThat(log.end().get(0).via(peer.event)).isIn("complete", answeredBefore ? "fork" : "complete");
    }

    @TrustNeeded
    @DisplayName("what the answer tells of was before what follows a synchronous call, by the call's completion")
    @Test
    void synchronousEdge(@TempDir Path folder) throws Exception {
        gate.open();
        CausalLog log = new CausalLog(folder.resolve("log"));
        elsewhere("a", () -> {
            client.send(get("/edge"), BodyHandlers.ofString());
            log.write(0);
        });

        assertThat(log.end().get(0).via(peer.event)).isEqualTo("complete");
    }

    @NoTracingNeeded
    @DisplayName("the program's request, and that of the response, are as the program made them")
    @Test
    void invisible() throws Exception {
        HttpRequest request = get("/");
        HttpResponse<String> response = in("a", () -> client.send(request, BodyHandlers.ofString()));

        HttpHeaders none = HttpHeaders.of(java.util.Map.of(), (name, value) -> true);
        assertThat(peer.next().correlation()).isEqualTo("a");
        assertThat(request.headers()).isEqualTo(none);
        assertThat(response.request().headers()).isEqualTo(none);
        assertThat(response.request()).isEqualTo(request);
        assertThat(response.previousResponse()).isEmpty();
    }

    @DisplayName("a request that is sent in two correlations, or again with a password, carries that of its sender")
    @Test
    void sentAgain() throws Exception {
        peer.answer("/secret", exchange -> {
            boolean knows = exchange.getRequestHeaders().containsKey("Authorization");
            HttpPeer.reply(exchange, knows ? 200 : 401, "WWW-Authenticate", "Basic realm=\"x\"");
        });
        HttpClient knowing = HttpClient.newBuilder().authenticator(password()).build();
        HttpRequest request = get("/secret");

        in("a", () -> knowing.send(request, BodyHandlers.ofString()));
        in("b", () -> knowing.send(request, BodyHandlers.ofString()));

        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("a");
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("a");
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("b");
    }

    private static Authenticator password() {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("user", "password".toCharArray());
            }
        };
    }

    @NoAgentNeeded
    @NoTracingNeeded
    @DisplayName("a client that was made in a request keeps nothing of it, nor do its threads")
    @Test
    void madeInRequest() throws Exception {
        try (Pools pools = new Pools()) {
            ThreadPoolExecutor pool = pools.single();
            HttpClient made = in("a", () -> {
                HttpClient inside = HttpClient.newBuilder().executor(pool).build();
                inside.sendAsync(get("/"), BodyHandlers.ofString()).join();
                return inside;
            });
            peer.next();

            elsewhere("", () -> made.send(get("/"), BodyHandlers.ofString()));

            assertThat(peer.next().correlation()).isEmpty();
        }
    }

    @DisplayName("the handshake of a web socket carries the correlation")
    @Test
    void webSocket() throws Exception {
        URI uri = URI.create(peer.uri("/").toString().replace("http:", "ws:"));
        CompletableFuture<WebSocket> socket =
                in("a", () -> client.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {}));

        assertThatThrownBy(socket::join).hasMessageContaining("WebSocketHandshakeException");
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("a");
    }

    @DisplayName("a POST by HttpURLConnection carries the correlation, and the program does not find it among its own")
    @Test
    void urlConnection() throws Exception {
        HttpURLConnection connection = (HttpURLConnection) peer.uri("/").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        in("a", () -> connection.getOutputStream().write("body".getBytes(StandardCharsets.UTF_8)));
        int status = in("b", connection::getResponseCode);

        assertThat(status).isEqualTo(200);
        assertThat(connection.getRequestProperty("X-Correlation-ID")).isNull();
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("b");
    }

    @DisplayName("a body is published and read in the caller's correlation")
    @Test
    void body() {
        Seen seen = new Seen();
        HttpRequest request = HttpRequest.newBuilder(peer.uri("/"))
                .POST(BodyPublishers.ofByteArrays(() -> {
                    seen.here();
                    return List.of(new byte[] {1}).iterator();
                }))
                .build();
        in("a", () -> client.sendAsync(request, info -> {
                    seen.here();
                    return HttpResponse.BodySubscribers.discarding();
                })
                .join());

        assertThat(seen.soFar()).isNotEmpty().containsOnly("a");
        assertThat(id()).isEmpty();
    }

    @DisplayName("a call by HTTP/2 carries the correlation, once")
    @Test
    void http2(@TempDir Path folder) throws Exception {
        SSLContext certificate = Http2Peer.certificate(folder);
        HttpClient trusting = HttpClient.newBuilder().sslContext(certificate).build();
        try (Http2Peer http2 = new Http2Peer(certificate)) {
            HttpRequest request = HttpRequest.newBuilder(http2.uri()).build();

            for (String id : List.of("a", "b")) {
                // With pushes, since that server refuses a client that does not want any.
                HttpResponse<String> answer =
                        in(id, () -> trusting.sendAsync(request, BodyHandlers.ofString(), (first, push, accept) -> {})
                                .join());

                assertThat(answer.body()).isEqualTo("HTTP/2.0 " + id);
            }
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(peer.uri(path)).build();
    }
}
