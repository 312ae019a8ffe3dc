package dev.whence.demo.gateway;

import dev.whence.demo.web.Json;
import dev.whence.demo.web.JsonServer;
import dev.whence.demo.web.Response;
import dev.whence.demo.web.Threads;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that authorizes payments: {@code POST /authorizations}. Each authorization takes 20 to 60 ms. */
public final class PaymentGateway implements AutoCloseable {
    /** The number of the card that is always declined. */
    public static final String DECLINED_CARD = "declined";

    private static final Logger LOG = LoggerFactory.getLogger(PaymentGateway.class);
    private static final String PATH = "/authorizations";

    private final JsonServer server;
    private final ExecutorService threads = Threads.perRequest("gateway");

    private PaymentGateway(JsonServer server) {
        this.server = server;
        server.start(PATH, Map.of("POST", PaymentGateway::authorize), threads);
    }

    /**
     * Opens the gateway on the loopback interface.
     *
     * @param port the port, or 0 for any free port
     * @throws IOException if the port cannot be opened
     */
    public static PaymentGateway open(int port) throws IOException {
        return new PaymentGateway(JsonServer.bind(port));
    }

    /** Returns the address for authorizations. */
    public URI uri() {
        return server.uri(PATH);
    }

    private static Response authorize(String path, byte[] body) throws IOException, InterruptedException {
        AuthorizationRequest request = Json.read(body, AuthorizationRequest.class);
        LOG.atInfo().addKeyValue("order", request.order()).log("checking card");
        Thread.sleep(ThreadLocalRandom.current().nextLong(20, 61));
        boolean approved = !DECLINED_CARD.equals(request.card());
        LOG.atInfo().addKeyValue("order", request.order()).log(approved ? "card approved" : "card refused");
        return Response.ok(new Decision(approved));
    }

    @Override
    public void close() {
        server.close();
        Threads.shutDown(threads);
    }

    private record AuthorizationRequest(long order, String card) {}

    private record Decision(boolean approved) {}
}
