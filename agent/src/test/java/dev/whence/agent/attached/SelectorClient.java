package dev.whence.agent.attached;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client as the SDKs of cloud providers have them: one thread of its own waits for all answers, and completes the future
 * of each. It is started by the first call.
 */
final class SelectorClient implements AutoCloseable {
    private final SocketAddress server;
    private final Seen ownThread = new Seen();
    private final Queue<Call> begun = new ConcurrentLinkedQueue<>();
    private Selector selector;

    private record Call(SocketChannel channel, CompletableFuture<String> answer) {}

    SelectorClient(SocketAddress server) {
        this.server = server;
    }

    /** Sends a line, and completes with the line that comes back. */
    synchronized CompletableFuture<String> call(String line) throws IOException {
        if (selector == null) {
            selector = Selector.open();
            Thread thread = new Thread(this::serve, "selector");
            thread.setDaemon(true);
            thread.start();
        }
        SocketChannel channel = SocketChannel.open(server);
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        Call call = new Call(channel, new CompletableFuture<>());
        begun.add(call);
        selector.wakeup();
        return call.answer;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
                for (Call call = begun.poll(); call != null; call = begun.poll()) {
                    call.channel.register(selector, SelectionKey.OP_READ, call);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answers of these tests come in one piece. */
    private void read(SelectionKey key) {
        Call call = (Call) key.attachment();
        ByteBuffer bytes = ByteBuffer.allocate(100);
        try (SocketChannel channel = call.channel) {
            channel.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ownThread.here();
        call.answer.complete(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip());
    }

    /** What the client's own thread saw at each answer. */
    Seen ownThread() {
        return ownThread;
    }

    @Override
    public synchronized void close() throws IOException {
        if (selector != null) {
            selector.close();
        }
    }
}
