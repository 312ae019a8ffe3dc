package dev.whence.market.shop;

import dev.whence.market.service.Database;
import dev.whence.market.service.Mail;
import dev.whence.market.service.Workers;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Places an order: asks the stock and the bank at the same time, and has the parcel packed if both agree. */
@Component
class Checkout {
    private static final Logger LOG = LoggerFactory.getLogger(Checkout.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService pool = Workers.pool("checkout-", 4);
    private final Addresses addresses;
    private final JdbcTemplate orders;
    private final Parcels parcels;
    private final Points points;

    Checkout(Addresses addresses, JdbcTemplate database, Mail mail, Parcels parcels, Points points) {
        this.addresses = addresses;
        this.orders = Database.renew(database, "orders", "id bigint, status varchar(20)");
        this.parcels = parcels;
        this.points = points;
        mail.receive("shipped", this::shipped);
    }

    /** Returns whether the order is paid. */
    CompletableFuture<Boolean> place(Order order) {
        LOG.info("POST order {}", order.id());
        CompletableFuture<Boolean> reserved = ask("%s?order=%d&item=%s&quantity=%d"
                .formatted(addresses.stock(), order.id(), encoded(order.item()), order.quantity()));
        CompletableFuture<Boolean> charged =
                ask("%s?order=%d&card=%s".formatted(addresses.bank(), order.id(), encoded(order.card())));
        return reserved.thenCombineAsync(
                charged, (isReserved, isCharged) -> finish(order, isReserved && isCharged), pool);
    }

    private CompletableFuture<Boolean> ask(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode() == 200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private boolean finish(Order order, boolean isPaid) {
        orders.update("insert into orders values (?, ?)", order.id(), isPaid ? "paid" : "refused");
        if (isPaid) {
            LOG.info("order {} is paid", order.id());
            parcels.handOver(order);
            points.count(order);
        } else {
            LOG.warn("order {} is refused", order.id());
        }
        return isPaid;
    }

    private void shipped(long order) {
        LOG.info("order {} is shipped", order);
        orders.update("update orders set status = 'shipped' where id = ?", order);
    }

    /** Returns how many orders are shipped. */
    long countShipped() {
        Long count = orders.queryForObject("select count(*) from orders where status = 'shipped'", Long.class);
        return count == null ? 0 : count;
    }
}
