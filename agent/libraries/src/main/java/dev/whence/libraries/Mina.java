package dev.whence.libraries;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

final class Mina implements Library {
    @Override
    public void measure(Session session) throws Exception {
        NioSocketAcceptor server = new NioSocketAcceptor(1);
        withLines(server);
        server.setHandler(new Echo());
        server.bind(new InetSocketAddress("localhost", 0));
        SocketAddress address = server.getLocalAddress();
        session.of("MINA", NioSocketConnector.class)
                .row("write", List.of("written", "received", "server"), () -> new Client(address), Client::send);
    }

    private static void withLines(IoService service) {
        service.getFilterChain()
                .addLast("lines", new ProtocolCodecFilter(new TextLineCodecFactory(StandardCharsets.UTF_8)));
    }

    private static final class Client {
        private final IoSession session;

        Client(SocketAddress address) {
            NioSocketConnector connector = new NioSocketConnector(1);
            withLines(connector);
            connector.setHandler(new Noting());
            ConnectFuture connection = connector.connect(address);
            connection.awaitUninterruptibly();
            session = connection.getSession();
        }

        void send(Operation operation) {
            session.write(operation.id()).addListener(future -> operation.seen("written"));
        }
    }

    private static final class Noting extends IoHandlerAdapter {
        @Override
        public void messageReceived(IoSession session, Object message) {
            Operation.of((String) message).seen("received");
        }
    }

    private static final class Echo extends IoHandlerAdapter {
        @Override
        public void messageReceived(IoSession session, Object message) {
            Operation.of((String) message).seen("server");
            session.write(message);
        }
    }
}
