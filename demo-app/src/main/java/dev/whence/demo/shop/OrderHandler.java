package dev.whence.demo.shop;

import dev.whence.demo.web.Json;
import dev.whence.demo.web.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request handler of {@code /orders}. */
final class OrderHandler {
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

    Response post(String path, byte[] body) throws Exception {
        if (!path.equals(PATH)) {
            return Response.error(404, "there is no " + path);
        }
        Order order = Json.read(body, Order.class);
        LOG.atInfo().addKeyValue("order", order.id()).log("POST /orders {}", order.id());
        return reply(CompletableFuture.supplyAsync(() -> orders.open(order), inventoryPool)
                .thenComposeAsync(checkout::pay, paymentsPool));
    }

    private static Response reply(CompletableFuture<OrderStatus> ending) throws Exception {
        try {
            OrderStatus end = ending.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new Response(end.isPaid() ? 201 : 409, end);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException refusal) {
                return Response.error(409, refusal.getMessage());
            }
            throw e;
        }
    }

    Response get(String path, byte[] body) {
        return path.matches(PATH + "/\\d{1,18}")
                ? get(Long.parseLong(path.substring(PATH.length() + 1)))
                : Response.error(404, "there is no " + path);
    }

    private Response get(long id) {
        LOG.atInfo().addKeyValue("order", id).log("GET /orders/{}", id);
        return orders.find(id).map(Response::ok).orElseGet(() -> Response.error(404, "there is no order " + id));
    }
}
