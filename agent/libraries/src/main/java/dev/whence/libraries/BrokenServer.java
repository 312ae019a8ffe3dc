package dev.whence.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that fails its clients. Each connection in another way, in turn. */
final class BrokenServer {
    private static final byte[] HALF =
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII);
    private static final int WAYS = 5;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The connections that are never answered. */
    private final List<Socket> silent = new ArrayList<>();

    BrokenServer() throws IOException {
        server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri() {
        return URI.create("http://localhost:" + port() + "/");
    }

    private void accept() {
        for (int i = 0; ; i++) {
            int way = i % WAYS;
            try {
                Socket connection = server.accept();
                threads.execute(() -> serve(connection, way));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, int way) {
        try {
            switch (way) {
                case 0 -> connection.close();
                case 1 -> dropAfterRequest(connection);
                case 2 -> halfOf(connection, false);
                case 3 -> halfOf(connection, true);
                default -> keepSilent(connection);
            }
        } catch (IOException e) {
            // The client was faster.
        }
    }

    private static void dropAfterRequest(Socket connection) throws IOException {
        try (connection) {
            readSome(connection.getInputStream());
        }
    }

    private static void halfOf(Socket connection, boolean isReset) throws IOException {
        try (connection) {
            readSome(connection.getInputStream());
            connection.getOutputStream().write(HALF);
            if (isReset) {
                connection.setSoLinger(true, 0);
            }
        }
    }

    private static void readSome(InputStream in) throws IOException {
        if (in.read(new byte[1_000]) < 0) {
            throw new IOException("no request");
        }
    }

    private synchronized void keepSilent(Socket connection) {
        silent.add(connection);
    }
}
