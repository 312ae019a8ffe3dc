package dev.whence.demo.shop;

import dev.whence.demo.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client of the payment gateway, which authorizes payments and charges cards. */
final class Payments {
    private static final Logger LOG = LoggerFactory.getLogger(Payments.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final URI gateway;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Payments(URI gateway) {
        this.gateway = gateway;
    }

    /** Requests an authorization. A thread of the HTTP client completes the future. */
    CompletableFuture<Authorization> authorize(Order order) {
        LOG.atInfo().addKeyValue("order", order.id()).log("asking the bank");
        String json = Json.write(new AuthorizationRequest(order.id(), order.card()));
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(json))
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Payments::authorization);
    }

    private static Authorization authorization(HttpResponse<byte[]> response) {
        try {
            return Json.read(response.body(), Authorization.class);
        } catch (IOException e) {
            throw new UncheckedIOException("unexpected response of the gateway, status " + response.statusCode(), e);
        }
    }

    /** Charges the card. Throws {@link IllegalStateException} if the gateway declined it. */
    void charge(Order order, Authorization authorization) {
        LOG.atInfo().addKeyValue("order", order.id()).log("charging card");
        if (!authorization.approved()) {
            throw new IllegalStateException("card declined");
        }
    }

    private record AuthorizationRequest(long order, String card) {}

    /** The response of the gateway. */
    record Authorization(boolean approved) {}
}
