package dev.whence.agent.attached;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another process that speaks WebSocket. It does what a text asks for, and sends all others back. */
final class WebSocketPeer implements AutoCloseable {
    /** Texts that ask for a ping, for the end of the connection, and for a frame that is not valid. */
    static final String PING = "ping";

    static final String CLOSE = "close";
    static final String FAIL = "fail";

    private static final int OF_TEXT = 1;
    private static final int OF_NOTHING_KNOWN = 3;
    private static final int OF_CLOSE = 8;
    private static final int OF_PING = 9;
    private static final int OF_PONG = 10;
    private static final String NORMAL_CLOSURE = "\u0003\u00e8";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** A frame with a short payload, of one character for each byte. */
    private record Frame(int kind, String payload) {
        static Frame read(DataInputStream in) throws IOException {
            int kind = in.readUnsignedByte() & 15;
            int length = in.readUnsignedByte() & 127;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % mask.length];
            }
            return new Frame(kind, new String(payload, StandardCharsets.ISO_8859_1));
        }

        void write(OutputStream out) throws IOException {
            String bytes = "" + (char) (128 | kind) + (char) payload.length() + payload;
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        Frame answer() {
            return switch (kind) {
                case OF_PING -> new Frame(OF_PONG, payload);
                case OF_TEXT -> answerToText();
                default -> this;
            };
        }

        private Frame answerToText() {
            return switch (payload) {
                case PING -> new Frame(OF_PING, payload);
                case CLOSE -> new Frame(OF_CLOSE, NORMAL_CLOSURE);
                case FAIL -> new Frame(OF_NOTHING_KNOWN, payload);
                default -> this;
            };
        }
    }

    WebSocketPeer() throws IOException {
        begin(() -> {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                begin(() -> serve(connection));
            }
        });
    }

    private interface Body {
        void run() throws IOException;
    }

    private static void begin(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (IOException ended) {
                // The client has closed the connection, or the test has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("ws://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    private static void serve(Socket connection) throws IOException {
        try (connection) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            OutputStream out = connection.getOutputStream();
            out.write(handshake(in).getBytes(StandardCharsets.US_ASCII));
            Frame frame;
            do {
                frame = Frame.read(in);
                if (frame.kind != OF_PONG) {
                    frame.answer().write(out);
                }
            } while (frame.kind != OF_CLOSE);
        }
    }

    private static String handshake(DataInputStream in) throws IOException {
        String key = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(": *", 2);
            key = header[0].equalsIgnoreCase("Sec-WebSocket-Key") ? header[1] : key;
        }
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n";
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().trim();
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

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
