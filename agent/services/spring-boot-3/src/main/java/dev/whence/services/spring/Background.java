package dev.whence.services.spring;

import dev.whence.services.Orders;
import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** A bean whose method runs on Spring's task executor. */
@Component
class Background {
    private final Orders orders;

    Background(Orders orders) {
        this.orders = orders;
    }

    @Async
    CompletableFuture<String> later(long order) {
        return CompletableFuture.completedFuture(orders.finish(order));
    }
}
