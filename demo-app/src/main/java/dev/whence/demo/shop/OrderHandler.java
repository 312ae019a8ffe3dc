package dev.whence.demo.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource {@code /orders}. */
final class OrderHandler implements JsonServer.Endpoint {
    static final String PATH = "/orders";

    private static final Logger LOG = LoggerFactory.getLogger(OrderHandler.class);
    private static final long TIMEOUT_SECONDS = 30;

    private final Orders orders;
    private final Checkout checkout;
    private final Executor inventoryPool;
    private final Executor paymentsPool;

    OrderHandler(Orders orders, Checkout checkout, Executor inventoryPool, Executor paymentsPool) {
        this.orders = orders;
        this.checkout = checkout;
        this.inventoryPool = inventoryPool;
        this.paymentsPool = paymentsPool;
    }

    @Override
    public Reply answer(String method, String path, byte[] body) throws Exception {
        if (method.equals("POST") && path.equals(PATH)) {
            return parseAndPost(body);
        }
        if (method.equals("GET") && path.matches(PATH + "/\\d{1,18}")) {
            return get(Long.parseLong(path.substring(PATH.length() + 1)));
        }
        return path.equals(PATH) ? Reply.error(405, "use POST") : Reply.error(404, "there is no " + path);
    }

    private Reply parseAndPost(byte[] body) throws Exception {
        Order order;
        try {
            order = Json.read(body, Order.class);
        } catch (JsonProcessingException e) {
            return Reply.error(400, e.getOriginalMessage());
        }
        return post(order);
    }

    private Reply post(Order order) throws Exception {
        LOG.atInfo().addKeyValue("order", order.id()).log("POST /orders {}", order.id());
        OrderStatus end = CompletableFuture.supplyAsync(() -> orders.open(order), inventoryPool)
                .thenComposeAsync(checkout::pay, paymentsPool)
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return new Reply(end.isPaid() ? 201 : 409, end);
    }

    private Reply get(long id) {
        LOG.atInfo().addKeyValue("order", id).log("GET /orders/{}", id);
        Optional<OrderStatus> found = orders.find(id);
        return found.map(Reply::ok).orElseGet(() -> Reply.error(404, "there is no order " + id));
    }
}
