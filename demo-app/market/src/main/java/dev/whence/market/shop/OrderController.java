package dev.whence.market.shop;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes orders over HTTP: status 201 if the order is paid, 409 if it is refused, 503 if a service does not answer. Also tells
 * how many are shipped.
 */
@RestController
class OrderController {
    private static final Logger LOG = LoggerFactory.getLogger(OrderController.class);

    private final Checkout checkout;

    OrderController(Checkout checkout) {
        this.checkout = checkout;
    }

    @PostMapping("/orders")
    CompletableFuture<ResponseEntity<Void>> order(@RequestBody Order order) {
        return checkout.place(order).handle((isPaid, failure) -> {
            if (failure != null) {
                LOG.error("order {} has failed", order.id(), failure);
            }
            return ResponseEntity.status(failure != null ? 503 : isPaid ? 201 : 409)
                    .build();
        });
    }

    @GetMapping("/orders/shipped")
    long shipped() {
        return checkout.countShipped();
    }
}
