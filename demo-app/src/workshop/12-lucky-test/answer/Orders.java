import java.util.concurrent.CompletableFuture;

/** Orders: reserved, paid and shipped. */
public class Orders {
    /** What each step is done by. Each result is complete when the step is done. */
    interface Steps {
        CompletableFuture<Void> reserve(String order);

        CompletableFuture<Void> pay(String order);

        CompletableFuture<Void> ship(String order);
    }

    private final Steps steps;

    Orders(Steps steps) {
        this.steps = steps;
    }

    /** Places an order. The result is complete when all is done. */
    CompletableFuture<Void> place(String order) {
        CompletableFuture<Void> paid = steps.pay(order);
        CompletableFuture<Void> reserved = steps.reserve(order);
        return CompletableFuture.allOf(paid, reserved).thenCompose(ready -> steps.ship(order));
    }
}
