package dev.whence.agent.attached;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;

/** The clients for web sockets. A listener hears the text of a message, or in a word what else happens. */
enum WebSocketClient {
    JDK {
        @Override
        Connection open(URI uri, Consumer<String> listener) {
            WebSocket socket = openByJdk(uri, listener);
            return new Connection() {
                @Override
                public void send(String text) {
                    // The client takes one message at a time.
                    synchronized (socket) {
                        socket.sendText(text, true).join();
                    }
                }

                @Override
                public void close() {
                    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
                }
            };
        }
    },
    OK_HTTP {
        @Override
        Connection open(URI uri, Consumer<String> listener) {
            okhttp3.WebSocket socket = OkHttp.CLIENT.newWebSocket(
                    new Request.Builder().url(uri.toString()).build(), new OkHttpListener(listener));
            return new Connection() {
                @Override
                public void send(String text) {
                    socket.send(text);
                }

                @Override
                public void close() {
                    socket.close(WebSocket.NORMAL_CLOSURE, null);
                }
            };
        }
    };

    /** A socket that was opened. */
    interface Connection {
        void send(String text);

        void close();
    }

    /** Opens a socket. */
    abstract Connection open(URI uri, Consumer<String> listener);

    static WebSocket openByJdk(URI uri, Consumer<String> listener) {
        return Jdk.CLIENT
                .newWebSocketBuilder()
                .buildAsync(uri, new JdkListener(listener))
                .join();
    }

    private static final class Jdk {
        static final HttpClient CLIENT = HttpClient.newHttpClient();
    }

    private static final class OkHttp {
        static final OkHttpClient CLIENT = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(Executors.newCachedThreadPool(body -> {
                    Thread thread = new Thread(body);
                    thread.setDaemon(true);
                    return thread;
                })))
                .build();
    }

    private record JdkListener(Consumer<String> listener) implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket socket) {
            listener.accept("open");
            WebSocket.Listener.super.onOpen(socket);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            listener.accept(text.toString());
            return WebSocket.Listener.super.onText(socket, text, isLast);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean isLast) {
            listener.accept("binary");
            return WebSocket.Listener.super.onBinary(socket, bytes, isLast);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer bytes) {
            listener.accept("ping");
            return WebSocket.Listener.super.onPing(socket, bytes);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer bytes) {
            listener.accept("pong");
            return WebSocket.Listener.super.onPong(socket, bytes);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            listener.accept("closed");
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            listener.accept("failed");
        }
    }

    private static final class OkHttpListener extends WebSocketListener {
        private final Consumer<String> listener;

        OkHttpListener(Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen(okhttp3.WebSocket socket, Response response) {
            listener.accept("open");
        }

        @Override
        public void onMessage(okhttp3.WebSocket socket, String text) {
            listener.accept(text);
        }

        @Override
        public void onClosing(okhttp3.WebSocket socket, int status, String reason) {
            listener.accept("closing");
            socket.close(status, null);
        }

        @Override
        public void onClosed(okhttp3.WebSocket socket, int status, String reason) {
            listener.accept("closed");
        }

        @Override
        public void onFailure(okhttp3.WebSocket socket, Throwable failure, Response response) {
            listener.accept("failed");
        }
    }
}
