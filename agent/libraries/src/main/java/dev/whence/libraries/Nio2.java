package dev.whence.libraries;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The asynchronous channels of the JDK. */
final class Nio2 implements Library {
    @Override
    public void measure(Session session) throws Exception {
        AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Operations.COUNT);
        greetAll(server);
        session.of("java.nio", AsynchronousSocketChannel.class)
                .row("AsynchronousSocketChannel", List.of("connected", "read"), server::getLocalAddress, Nio2::connect);
    }

    /** Sends a byte to each client. */
    private static void greetAll(AsynchronousServerSocketChannel server) {
        server.accept(null, handler(accepted -> {
            Future<Integer> unused = accepted.write(ByteBuffer.wrap(new byte[1]));
            greetAll(server);
        }));
    }

    private static void connect(SocketAddress server, Operation operation) throws IOException {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        channel.connect(server, null, handler(ignored -> {
            operation.seen("connected");
            channel.read(ByteBuffer.allocate(1), null, handler(count -> operation.seen("read")));
        }));
    }

    private static <T> CompletionHandler<T, Object> handler(Consumer<T> action) {
        return new CompletionHandler<>() {
            @Override
            public void completed(T result, Object attachment) {
                action.accept(result);
            }

            @Override
            public void failed(Throwable failure, Object attachment) {
                // The server is closed in the end.
            }
        };
    }
}
