package dev.whence.libraries;

import io.undertow.Undertow;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.UndertowClient;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Undertow's client. */
final class UndertowHttp implements Library {
    @Override
    public void measure(Session session) throws Exception {
        EchoServer server = new EchoServer();
        session.of("Undertow client", Undertow.class)
                .row("sendRequest", List.of("connected", "callback", "server"), () -> new Client(server), Client::get);
    }

    private static final class Client {
        private final URI uri;
        private final XnioWorker worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);

        Client(EchoServer server) throws IOException {
            uri = URI.create("http://localhost:" + server.port());
        }

        void get(Operation operation) {
            UndertowClient.getInstance()
                    .connect(
                            new Callback<ClientConnection>(connection -> {
                                operation.seen("connected");
                                connection.sendRequest(
                                        request(operation),
                                        new Callback<ClientExchange>(exchange -> exchange.setResponseListener(
                                                new Callback<ClientExchange>(response -> operation.seen("callback")))));
                            }),
                            uri,
                            worker,
                            new DefaultByteBufferPool(false, 1024),
                            OptionMap.EMPTY);
        }

        private static ClientRequest request(Operation operation) {
            ClientRequest request = new ClientRequest().setMethod(Methods.GET).setPath("/" + operation.id());
            request.getRequestHeaders().put(Headers.HOST, "localhost");
            return request;
        }
    }

    private record Callback<T>(Consumer<T> action) implements ClientCallback<T> {
        @Override
        public void completed(T result) {
            action.accept(result);
        }

        @Override
        public void failed(IOException failure) {
            failure.printStackTrace();
        }
    }
}
