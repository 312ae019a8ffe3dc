package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.UndertowClient;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StringReadChannelListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** A callback of Undertow's client runs in the correlation of the code that connected, or sent the request. */
class UndertowClientBehaviour {
    private static XnioWorker worker;

    private final WaitingCalls calls = new WaitingCalls();
    private final Seen seen = calls.seen;
    private final HttpPeer peer = calls.peer;

    UndertowClientBehaviour() throws IOException {}

    @BeforeAll
    static void begin() throws Exception {
        worker = in("X", () -> Xnio.getInstance().createWorker(OptionMap.EMPTY));
    }

    @AfterAll
    static void end() {
        worker.shutdownNow();
    }

    @AfterEach
    void stop() {
        calls.close();
    }

    private final class Callback<T> implements ClientCallback<T> {
        private final Consumer<T> action;

        Callback(Consumer<T> action) {
            this.action = action;
        }

        @Override
        public void completed(T result) {
            action.accept(result);
        }

        @Override
        public void failed(IOException failure) {
            seen.note("failed " + id());
        }
    }

    private ClientConnection connect() throws Exception {
        CompletableFuture<ClientConnection> connected = new CompletableFuture<>();
        connect(connected::complete);
        return connected.get();
    }

    private void connect(Consumer<ClientConnection> action) {
        UndertowClient.getInstance()
                .connect(
                        new Callback<>(action),
                        peer.uri("/"),
                        worker,
                        new DefaultByteBufferPool(false, 1024),
                        OptionMap.EMPTY);
    }

    private static ClientRequest request(String path) {
        ClientRequest request = new ClientRequest().setMethod(Methods.GET).setPath(path);
        request.getRequestHeaders().put(Headers.HOST, "localhost");
        return request;
    }

    private void send(ClientConnection connection, ClientRequest request) {
        connection.sendRequest(
                request,
                new Callback<>(exchange -> exchange.setResponseListener(new Callback<ClientExchange>(this::answered))));
    }

    /** The next request is sent when the body was read. */
    private void answered(ClientExchange exchange) {
        seen.note(id());
        new StringReadChannelListener(new DefaultByteBufferPool(false, 1024)) {
            @Override
            protected void stringDone(String body) {}

            @Override
            protected void error(IOException failure) {
                seen.note("broken off " + id());
            }
        }.setup(exchange.getResponseChannel());
    }

    @DisplayName("connecting")
    @Test
    void connecting() {
        in("A", () -> connect(connection -> seen.note(id())));
        assertThat(seen.next()).isEqualTo("A");
        elsewhere("", () -> connect(connection -> seen.note(id())));
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("requests that wait for one before have each its own")
    @Test
    void waiting() throws Exception {
        ClientConnection connection = connect();
        connection.getIoThread().execute(() -> {
            in("A", () -> send(connection, request("/slow")));
            in("B", () -> send(connection, request("/")));
            in("C", () -> send(connection, request("/broken")));
        });
        assertThat(peer.next().correlation()).isEqualTo("A");
        calls.answered.open();
        assertThat(seen.next(2)).containsExactly("A", "B");
        assertThat(peer.next().correlation()).isEqualTo("B");
        assertThat(seen.next()).isEqualTo("failed C");
    }

    @DisplayName("a request that is sent again carries the correlation of now, and keeps a header of the program")
    @Test
    void again() throws Exception {
        ClientRequest request = request("/");
        in("A", () -> send(connect(), request));
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("A");
        assertThat(seen.next()).isEqualTo("A");
        in("B", () -> send(connect(), request));
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("B");
        request.getRequestHeaders().put(new HttpString("X-Correlation-ID"), "own");
        in("C", () -> send(connect(), request));
        assertThat(seen.next(2)).containsExactly("B", "C");
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("own");
    }
}
