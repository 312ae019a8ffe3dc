package dev.whence.demo.shop;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody else's service, behind HTTP: it takes 20 to 60 ms to decide whether a card may be charged. */
final class PaymentGateway implements AutoCloseable {
    private static final String PATH = "/authorizations";

    private final JsonServer server;

    private PaymentGateway(JsonServer server) {
        this.server = server;
    }

    static PaymentGateway start() throws IOException {
        JsonServer server = JsonServer.bind("gateway", 0);
        server.start(PATH, PaymentGateway::answer);
        return new PaymentGateway(server);
    }

    URI uri() {
        return server.uri(PATH);
    }

    private static Reply answer(String method, String path, byte[] body) throws IOException, InterruptedException {
        Request request = Json.read(body, Request.class);
        Thread.sleep(ThreadLocalRandom.current().nextLong(20, 61));
        return Reply.ok(new Authorization(!Order.DECLINED_CARD.equals(request.card())));
    }

    @Override
    public void close() {
        server.close();
    }

    /** The question that the gateway answers. */
    record Request(long order, String card) {}

    /** The answer of the gateway. */
    record Authorization(boolean approved) {}
}
