package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Probes of what {@code java.net.http} calls back: readers and providers of bodies, and listeners of web sockets. A body is
 * too long to be sent or read at once, so that its end comes on a thread of the client. The clients end with this JVM.
 */
final class JdkClientProbes {
    private static final int CHUNKS = 64;
    private static final byte[] CHUNK = new byte[1 << 16];

    static void addTo(Map<String, Probe> probes) {
        probes.put("java.net.http responses", Carried.by(JdkClientProbes::read));
        probes.put("java.net.http requests", Carried.by(JdkClientProbes::provide));
        probes.put("WebSocket", Carried.by(JdkClientProbes::listen));
    }

    /** A server's side of a connection, after the headers of the request. */
    private interface Answer {
        void to(String key, Socket connection) throws IOException;
    }

    private static void read(Runnable task) throws IOException {
        URI uri = serve("http", (key, connection) -> {
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + CHUNKS * CHUNK.length + "\r\n\r\n");
            for (int i = 0; i < CHUNKS; i++) {
                connection.getOutputStream().write(CHUNK);
            }
        });
        Object unused = client().sendAsync(
                        HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArrayConsumer(bytes -> {
                            if (bytes.isEmpty()) {
                                task.run();
                            }
                        }));
    }

    private static void provide(Runnable task) throws IOException {
        URI uri = serve(
                "http", (key, connection) -> connection.getInputStream().transferTo(OutputStream.nullOutputStream()));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofByteArrays(() -> new Chunks(task)))
                .build();
        Object unused = client().sendAsync(request, BodyHandlers.discarding());
    }

    /** The chunks of a body. A task runs at their end. */
    private static final class Chunks implements Iterator<byte[]> {
        private final Iterator<byte[]> chunks =
                Collections.nCopies(CHUNKS, CHUNK).iterator();
        private final Runnable task;

        Chunks(Runnable task) {
            this.task = task;
        }

        @Override
        public boolean hasNext() {
            boolean hasNext = chunks.hasNext();
            if (!hasNext) {
                task.run();
            }
            return hasNext;
        }

        @Override
        public byte[] next() {
            return chunks.next();
        }
    }

    private static void listen(Runnable task) throws IOException {
        URI uri = serve("ws", (key, connection) -> {
            write(
                    connection,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n");
            // The first byte of a message of the client. The answer is a text without characters.
            connection.getInputStream().read();
            connection.getOutputStream().write(new byte[] {(byte) 0x81, 0});
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
        Object unused = client().newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket socket) {
                WebSocket.Listener.super.onOpen(socket);
                Object unused = socket.sendText("question", true);
            }

            @Override
            public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
                task.run();
                return null;
            }
        });
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** Starts a server for one connection, and returns its address. */
    private static URI serve(String scheme, Answer answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(server, answer));
        thread.setDaemon(true);
        thread.start();
        return URI.create(
                scheme + "://" + HttpProbes.host(server.getInetAddress()) + ":" + server.getLocalPort() + "/");
    }

    private static void serve(ServerSocket server, Answer answer) {
        try (server;
                Socket connection = server.accept()) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String key = "";
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                String[] header = line.split(": *", 2);
                key = header[0].equalsIgnoreCase("Sec-WebSocket-Key") ? header[1] : key;
            }
            answer.to(key, connection);
        } catch (IOException e) {
            // The client has what it needs, or the probe tells that it has nothing.
        }
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String accepted(String key) throws IOException {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private JdkClientProbes() {}
}
