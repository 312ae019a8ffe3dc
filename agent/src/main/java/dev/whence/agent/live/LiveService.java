package dev.whence.agent.live;

import dev.whence.agent.LiveDoor;
import dev.whence.agent.PresentOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A Unix-domain socket that answers requests about what is in flight. Only the user of this process can reach it: it is
 * in a folder of its own that is closed to others.
 *
 * <p>A request is one line of at most {@value #LONGEST} bytes: see {@link Request}. The answer is a JSON object, after
 * which the connection is closed. If the request cannot be answered, the object has a member {@code fault} that says why.
 */
public final class LiveService implements Runnable {
    private static final long IDLE_MILLIS = 60_000;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final int LONGEST = 8_192;

    private final Properties told;
    private final LiveAnswers answers;

    /** For the agent, which loads this class by its name. */
    public LiveService(Properties told, String version, PresentOptions options) {
        this.told = told;
        this.answers = new LiveAnswers(version, options);
    }

    /** Serves until nobody has come for a minute, or the JVM ends. */
    @Override
    public void run() {
        try {
            Path folder = Files.createTempDirectory("whence-");
            try {
                serve(folder.resolve("live"));
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            told.setProperty(
                    LiveDoor.FAULT, "no socket can be opened in " + System.getProperty("java.io.tmpdir") + ": " + e);
        }
    }

    private void serve(Path socket) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Closing closing = new Closing(selector, socket);
            try {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT);
                Runtime.getRuntime().addShutdownHook(closing);
                told.setProperty(LiveDoor.ADDRESS, socket.toString());
                while (selector.select(IDLE_MILLIS) > 0 && selector.isOpen()) {
                    selector.selectedKeys().clear();
                    answerAll(server);
                }
            } finally {
                told.remove(LiveDoor.ADDRESS);
                Files.deleteIfExists(socket);
                closing.cancel();
            }
        }
    }

    private void answerAll(ServerSocketChannel server) throws IOException {
        for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
            try (SocketChannel open = client) {
                String line = line(open);
                if (line != null) {
                    write(open, answers.to(line));
                }
            } catch (IOException gone) {
                // The other process has ended before it had the answer.
            }
        }
    }

    /** Reads the line of a request. Null if it does not come in time, or is too long. */
    private static @Nullable String line(SocketChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        client.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_READ);
            while (bytes.hasRemaining() && selector.select(PATIENCE_MILLIS) > 0) {
                selector.selectedKeys().clear();
                if (client.read(bytes) < 0) {
                    return null;
                }
                int length = bytes.position();
                if (length > 0 && bytes.get(length - 1) == '\n') {
                    return new String(bytes.array(), 0, length - 1, StandardCharsets.UTF_8);
                }
            }
        }
        return null;
    }

    /** Writes an answer. A process that takes nothing any more, since it is stopped, must not keep out others. */
    private static void write(SocketChannel client, byte[] answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_WRITE);
            while (bytes.hasRemaining() && selector.select(PATIENCE_MILLIS) > 0) {
                selector.selectedKeys().clear();
                client.write(bytes);
            }
        }
    }

    /** Closes the socket when the JVM ends. Else the thread that waits there would delay the end. */
    private static final class Closing extends Thread {
        private final Selector selector;
        private final Path socket;

        Closing(Selector selector, Path socket) {
            super(null, null, "whence", 0, false);
            this.selector = selector;
            this.socket = socket;
        }

        @Override
        public void run() {
            try {
                selector.close();
                Files.deleteIfExists(socket);
                Files.deleteIfExists(socket.getParent());
            } catch (IOException e) {
                // What is left is an empty folder for temporary files.
            }
        }

        void cancel() {
            try {
                Runtime.getRuntime().removeShutdownHook(this);
            } catch (IllegalStateException alreadyRunning) {
                // The JVM ends, and this thread does its work.
            }
        }
    }
}
