package dev.whence.demo.shop;

import dev.whence.demo.web.Json;
import dev.whence.demo.web.JsonServer;
import dev.whence.demo.web.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody else's service, behind HTTP: it takes 20 to 60 ms to decide whether a card may be charged. */
final class PaymentGateway implements AutoCloseable {
    private static final String PATH = "/authorizations";

    private final JsonServer server;
    private final ExecutorService threads = Threads.perRequest("gateway");

    private PaymentGateway(JsonServer server) {
        this.server = server;
        server.start(PATH, Map.of("POST", PaymentGateway::authorize), threads);
    }

    static PaymentGateway open() throws IOException {
        return new PaymentGateway(JsonServer.bind(0));
    }

    URI uri() {
        return server.uri(PATH);
    }

    private static Reply authorize(String path, byte[] body) throws IOException, InterruptedException {
        Request request = Json.read(body, Request.class);
        Thread.sleep(ThreadLocalRandom.current().nextLong(20, 61));
        return Reply.ok(new Authorization(!Order.DECLINED_CARD.equals(request.card())));
    }

    @Override
    public void close() {
        server.close();
        Threads.shutDown(threads);
    }

    /** The question that the gateway answers. */
    record Request(long order, String card) {}

    /** The answer of the gateway. */
    record Authorization(boolean approved) {}
}
