package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers of asynchronous channels run in the correlation of the code that has started the operation. */
class ChannelBehaviour {
    private final Seen seen = new Seen();
    private AsynchronousServerSocketChannel server;
    private AsynchronousSocketChannel client;
    private AsynchronousSocketChannel peer;

    @BeforeEach
    void start() throws Exception {
        server =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = AsynchronousSocketChannel.open();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        if (peer != null) {
            peer.close();
        }
        server.close();
    }

    /** A handler that notes its failures. */
    private final class Handler<T> implements CompletionHandler<T, Object> {
        private final Consumer<T> action;

        Handler(Consumer<T> action) {
            this.action = action;
        }

        @Override
        public void completed(T result, Object attachment) {
            action.accept(result);
        }

        @Override
        public void failed(Throwable failure, Object attachment) {
            seen.note(failure.getClass().getSimpleName() + " " + id());
        }
    }

    private <T> Handler<T> noting(String what) {
        return new Handler<>(result -> seen.note(what + " " + id()));
    }

    private void connect() throws Exception {
        client.connect(server.getLocalAddress()).get(SECONDS, TimeUnit.SECONDS);
        peer = server.accept().get(SECONDS, TimeUnit.SECONDS);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    /** Has the server send some bytes. */
    private void answer(int count) throws Exception {
        peer.write(bytes(count)).get(SECONDS, TimeUnit.SECONDS);
    }

    private void write(int count) {
        client.write(bytes(count), null, noting("written"));
    }

    private void read() {
        client.read(bytes(1), null, noting("read"));
    }

    @DisplayName("connecting, writing and reading, which another operation has made possible")
    @Test
    void handlers() throws Exception {
        in("A", () -> client.connect(server.getLocalAddress(), null, noting("connected")));
        peer = in("B", () -> server.accept().get(SECONDS, TimeUnit.SECONDS));
        assertThat(seen.next()).isEqualTo("connected A");
        in("C", this::read);
        in("D", () -> answer(1));
        assertThat(seen.next()).isEqualTo("read C");
        in("E", () -> write(1));
        assertThat(seen.next()).isEqualTo("written E");
        in(
                "F",
                () -> client.write(
                        new ByteBuffer[] {bytes(1), bytes(1)}, 0, 2, 0, TimeUnit.SECONDS, null, noting("all")));
        assertThat(seen.next()).isEqualTo("all F");
        in("", this::read);
        answer(1);
        assertThat(seen.next()).isEqualTo("read ");
    }

    @DisplayName("operations that fail: a refused connection, a timeout, a closed channel")
    @Test
    void failures() throws Exception {
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        server.close();
        in("A", () -> client.connect(address, null, noting("connected")));
        assertThat(seen.next()).isEqualTo("ConnectException A");
        start();
        connect();
        in("B", () -> client.read(bytes(1), 20, TimeUnit.MILLISECONDS, null, noting("read")));
        assertThat(seen.next()).isEqualTo(InterruptedByTimeoutException.class.getSimpleName() + " B");
        in("C", () -> peer.read(bytes(1), null, noting("read")));
        in("D", peer::close);
        assertThat(seen.next()).isEqualTo("AsynchronousCloseException C");
        in("E", () -> peer.read(bytes(1), null, noting("read")));
        assertThat(seen.next()).isEqualTo("ClosedChannelException E");
    }

    @DisplayName("what completes at once, also inside of a handler of another operation")
    @Test
    void atOnce() throws Exception {
        connect();
        answer(2);
        in(
                "A",
                () -> client.read(bytes(1), null, new Handler<>(first -> {
                    in("B", this::read);
                    seen.note("first " + id());
                })));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("first A", "read B");
    }

    @NoAgentNeeded
    @DisplayName("a handler gets its own attachment, or null")
    @Test
    void attachments() throws Exception {
        connect();
        answer(2);
        Object mine = new Object();
        CompletionHandler<Integer, Object> handler = new CompletionHandler<>() {
            @Override
            public void completed(Integer count, Object attachment) {
                seen.note(attachment == mine ? "mine" : "" + attachment);
            }

            @Override
            public void failed(Throwable failure, Object attachment) {}
        };
        client.read(bytes(1), mine, handler);
        assertThat(seen.next()).isEqualTo("mine");
        client.read(bytes(1), null, handler);
        assertThat(seen.next()).isEqualTo("null");
    }

    @NoAgentNeeded
    @DisplayName("a server that accepts in a loop, begun in an operation, belongs to nobody")
    @Test
    void acceptLoop() throws Exception {
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withThreadPool(Executors.newCachedThreadPool());
        try (AsynchronousServerSocketChannel other = AsynchronousServerSocketChannel.open(group)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            in("A", () -> accept(other));
            for (int i = 0; i < 3; i++) {
                try (AsynchronousSocketChannel one = AsynchronousSocketChannel.open()) {
                    one.connect(other.getLocalAddress()).get(SECONDS, TimeUnit.SECONDS);
                    assertThat(seen.next()).isEqualTo("accepted ");
                    one.write(bytes(1)).get(SECONDS, TimeUnit.SECONDS);
                    assertThat(seen.next()).isEqualTo("read ");
                }
            }
        } finally {
            group.shutdownNow();
        }
    }

    private void accept(AsynchronousServerSocketChannel other) {
        other.accept(null, new Handler<>(accepted -> {
            seen.note("accepted " + id());
            accepted.read(bytes(1), null, noting("read"));
            accept(other);
        }));
    }

    @DisplayName("an answer that is read in parts belongs to the caller")
    @Test
    void parts() throws Exception {
        connect();
        in("A", () -> {
            write(1);
            readAgain(bytes(3));
        });
        assertThat(seen.next()).isEqualTo("written A");
        for (int i = 0; i < 3; i++) {
            answer(1);
            assertThat(seen.next()).isEqualTo("part A");
        }
    }

    private void readAgain(ByteBuffer buffer) {
        client.read(buffer, null, new Handler<>(count -> {
            seen.note("part " + id());
            if (buffer.hasRemaining()) {
                readAgain(buffer);
            }
        }));
    }

    @DisplayName("a connection that one operation uses after the other")
    @Test
    void pooled() throws Exception {
        connect();
        for (String id : new String[] {"A", "B", "C"}) {
            in(id, () -> {
                write(1);
                seen.next();
                read();
            });
            answer(1);
            assertThat(seen.next()).isEqualTo("read " + id);
        }
    }

    @NoAgentNeeded
    @DisplayName("a connection that several use at the same time reads for nobody, whoever began to read")
    @Test
    void multiplexed() throws Exception {
        connect();
        in("A", () -> {
            write(1);
            assertThat(seen.next()).startsWith("written");
            readAgain(bytes(3));
        });
        in("B", () -> write(1));
        assertThat(seen.next()).startsWith("written");
        for (int i = 0; i < 3; i++) {
            answer(1);
            assertThat(seen.next()).isEqualTo("part ");
        }
    }

    @DisplayName("the same, if the others write between two reads")
    @Test
    void multiplexedBetween() throws Exception {
        connect();
        Gate written = new Gate();
        ByteBuffer buffer = bytes(2);
        in(
                "A",
                () -> client.read(buffer, null, new Handler<>(count -> {
                    seen.note("first " + id());
                    written.pass();
                    client.read(buffer, null, noting("second"));
                })));
        answer(1);
        assertThat(seen.next()).isEqualTo("first A");
        in("B", () -> write(1));
        assertThat(seen.next()).isEqualTo("written B");
        written.open();
        answer(1);
        assertThat(seen.next()).isEqualTo("second ");
    }

    @NoAgentNeeded
    @DisplayName("what a handler writes next, from a queue, belongs to nobody, and so does what is read then")
    @Test
    void queue() throws Exception {
        connect();
        in(
                "A",
                () -> client.write(
                        bytes(1), null, new Handler<>(count -> client.write(bytes(1), null, noting("next")))));
        assertThat(seen.next()).isEqualTo("next ");
        in("A", this::read);
        answer(1);
        assertThat(seen.next()).isEqualTo("read ");
    }

    @DisplayName("a handler that throws leaves nothing behind")
    @Test
    void throwing() throws Exception {
        connect();
        in(
                "A",
                () -> client.read(bytes(1), null, new Handler<>(count -> {
                    seen.note("thrower " + id());
                    throw new IllegalStateException("thrown by a handler");
                })));
        answer(1);
        assertThat(seen.next()).isEqualTo("thrower A");
        in("", this::read);
        answer(1);
        assertThat(seen.next()).isEqualTo("read ");
    }

    @DisplayName("files")
    @Test
    void files(@TempDir Path folder) throws Exception {
        Path path = Files.write(folder.resolve("file"), new byte[8]);
        try (AsynchronousFileChannel file = AsynchronousFileChannel.open(path)) {
            in("A", () -> file.read(bytes(1), 0, null, noting("read")));
            assertThat(seen.next()).isEqualTo("read A");
            in("B", () -> file.read(bytes(1), 0, null, noting("read")));
            assertThat(seen.next()).isEqualTo("read B");
        }
    }
}
