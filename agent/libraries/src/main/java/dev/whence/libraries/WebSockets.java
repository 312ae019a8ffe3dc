package dev.whence.libraries;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocketListener;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * Clients for WebSocket, with a server that sends each message back. All operations share a socket, or each has its own.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSockets implements Library {
    @Override
    public void measure(Session session) throws Exception {
        EchoingServer server = new EchoingServer();
        server.start();
        server.isReady.await();
        URI uri = URI.create("ws://localhost:" + server.getPort());
        session.of("java.net.http", WebSocket.class)
                .row(
                        "WebSocket",
                        List.of("sent", "received"),
                        () -> open(HttpClient.newHttpClient(), uri).get(),
                        // It sends one message at a time.
                        (socket, operation) -> send(socket, operation).get())
                .row(
                        "own WebSocket",
                        List.of("sent", "received"),
                        HttpClient::newHttpClient,
                        (client, operation) -> open(client, uri).thenCompose(socket -> send(socket, operation)));
        session.of("OkHttp", OkHttpClient.class)
                .row("WebSocket", List.of("received"), () -> open(new OkHttpClient(), uri), WebSockets::send)
                .row(
                        "own WebSocket",
                        List.of("received"),
                        OkHttpClient::new,
                        (client, operation) -> send(open(client, uri), operation));
        session.of("Java-WebSocket", WebSocketClient.class)
                .row(
                        "send",
                        List.of("received", "server"),
                        () -> new Client(uri),
                        (client, operation) -> client.send(operation.id()));
    }

    private static CompletableFuture<WebSocket> open(HttpClient client, URI uri) {
        return client.newWebSocketBuilder().buildAsync(uri, new Listener());
    }

    private static CompletableFuture<Void> send(WebSocket socket, Operation operation) {
        return socket.sendText(operation.id(), true).thenRun(() -> operation.seen("sent"));
    }

    private static okhttp3.WebSocket open(OkHttpClient client, URI uri) {
        return client.newWebSocket(new Request.Builder().url(uri.toString()).build(), new OkHttpListener());
    }

    private static void send(okhttp3.WebSocket socket, Operation operation) {
        socket.send(operation.id());
    }

    private static final class OkHttpListener extends WebSocketListener {
        @Override
        public void onMessage(okhttp3.WebSocket socket, String id) {
            Operation.of(id).seen("received");
        }
    }

    private static final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            Operation.of(text.toString()).seen("received");
            return WebSocket.Listener.super.onText(socket, text, isLast);
        }
    }

    private static final class Client extends WebSocketClient {
        Client(URI uri) throws InterruptedException {
            super(uri);
            connectBlocking();
        }

        @Override
        public void onMessage(String id) {
            Operation.of(id).seen("received");
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onClose(int code, String reason, boolean isRemote) {}

        @Override
        public void onError(Exception failure) {
            failure.printStackTrace();
        }
    }

    private static final class EchoingServer extends WebSocketServer {
        final CountDownLatch isReady = new CountDownLatch(1);

        EchoingServer() {
            super(new InetSocketAddress("localhost", 0));
        }

        @Override
        public void onStart() {
            isReady.countDown();
        }

        @Override
        public void onMessage(org.java_websocket.WebSocket socket, String id) {
            Operation operation = Operation.of(id);
            operation.seen("server");
            operation.whenAllStarted(() -> socket.send(id));
        }

        @Override
        public void onOpen(org.java_websocket.WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onClose(org.java_websocket.WebSocket socket, int code, String reason, boolean isRemote) {}

        @Override
        public void onError(org.java_websocket.WebSocket socket, Exception failure) {
            failure.printStackTrace();
        }
    }
}
