package dev.whence.agent.attached;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** A connection to an HTTP server that says just what it is told to, and reads answers of a known length. */
final class RawHttp implements AutoCloseable {
    /** What a server said. */
    record Answer(int status, List<String> lines) {
        /** All values of a header. */
        List<String> header(String name) {
            String prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
            return lines.stream()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .toList();
        }
    }

    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    /** One request on a connection of its own. */
    static Answer get(int port, String... headers) throws IOException {
        try (RawHttp connection = new RawHttp(port)) {
            return connection.get(headers);
        }
    }

    Answer get(String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    Answer send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return read(socket.getInputStream());
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("The connection ended after: " + head);
            }
            head.append((char) c);
        }
        List<String> lines = head.toString().lines().toList();
        Answer answer = new Answer(Integer.parseInt(lines.get(0).split(" ", 3)[1]), lines);
        readBody(in, answer);
        return answer;
    }

    private static void readBody(InputStream in, Answer answer) throws IOException {
        for (String length : answer.header("Content-Length")) {
            in.readNBytes(Integer.parseInt(length));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
