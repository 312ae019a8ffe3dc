package dev.whence.demo.shop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pays orders. Payment and stock reservation run at the same time, each in its own pool. */
final class Checkout {
    private static final Logger LOG = LoggerFactory.getLogger(Checkout.class);

    private final Orders orders;
    private final Inventory inventory;
    private final Payments payments;
    private final Outbox outbox;
    private final Executor inventoryPool;
    private final Executor paymentsPool;

    Checkout(
            Orders orders,
            Inventory inventory,
            Payments payments,
            Outbox outbox,
            Executor inventoryPool,
            Executor paymentsPool) {
        this.orders = orders;
        this.inventory = inventory;
        this.payments = payments;
        this.outbox = outbox;
        this.inventoryPool = inventoryPool;
        this.paymentsPool = paymentsPool;
    }

    /** Pays an order. If payment or reservation fails, the future completes with the status of a failed order. */
    CompletableFuture<OrderStatus> pay(Order order) {
        CompletableFuture<Void> reserved = CompletableFuture.runAsync(() -> inventory.reserve(order), inventoryPool);
        return payments.authorize(order)
                .thenAcceptBothAsync(
                        reserved, (authorization, nothing) -> payments.charge(order, authorization), paymentsPool)
                .handleAsync(
                        (nothing, failure) -> failure == null ? paid(order) : failed(order, failure, reserved),
                        inventoryPool);
    }

    private OrderStatus paid(Order order) {
        LOG.atInfo().addKeyValue("order", order.id()).log("order paid");
        outbox.add(order);
        return orders.close(OrderStatus.paid(order));
    }

    private OrderStatus failed(Order order, Throwable failure, CompletableFuture<Void> reserved) {
        Throwable cause = cause(failure);
        LOG.atError().addKeyValue("order", order.id()).setCause(cause).log("order failed");
        if (!reserved.isCompletedExceptionally()) {
            inventory.release(order);
        }
        return orders.close(OrderStatus.failed(order, cause));
    }

    private static Throwable cause(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
