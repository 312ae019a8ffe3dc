package dev.whence.demo.shop;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The status of an order: the response to {@code POST /orders} and {@code GET /orders/{id}}.
 *
 * @param reason why the order failed, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderStatus(long id, String status, @Nullable String reason) {
    static final String OPEN = "open";
    static final String PAID = "paid";
    static final String FAILED = "failed";

    static OrderStatus paid(Order order) {
        return new OrderStatus(order.id(), PAID, null);
    }

    static OrderStatus failed(Order order, Throwable cause) {
        return new OrderStatus(order.id(), FAILED, String.valueOf(cause.getMessage()));
    }

    boolean isPaid() {
        return status.equals(PAID);
    }
}
