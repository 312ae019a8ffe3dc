package dev.whence.demo.load;

import dev.whence.demo.load.Customers.OrderResponse;
import java.time.Duration;
import java.util.List;

/**
 * The results of a load.
 *
 * @param requests the number of orders that were sent
 * @param paid the number of orders that were paid
 * @param refused the number of orders that were refused
 * @param unexpected the number of responses that are missing or wrong for their order
 * @param correlated the number of responses that name the correlation of their order
 * @param peak the largest number of orders in flight at the same time
 * @param took the duration of the load
 */
public record LoadSummary(
        int requests, long paid, long refused, long unexpected, long correlated, int peak, Duration took) {
    static LoadSummary of(List<OrderResponse> responses, int peak, Duration took) {
        return new LoadSummary(
                responses.size(),
                responses.stream().filter(OrderResponse::isPaid).count(),
                responses.stream().filter(OrderResponse::isRefused).count(),
                responses.stream().filter(response -> !response.isExpected()).count(),
                responses.stream().filter(OrderResponse::isCorrelated).count(),
                peak,
                took);
    }

    /** Returns whether every order got the right response. */
    public boolean isGood() {
        return unexpected == 0;
    }

    /** Returns whether every response names the correlation of its order. */
    public boolean isCorrelated() {
        return correlated == requests;
    }

    @Override
    public String toString() {
        return "%d orders (%d in flight): %d paid, %d refused, %d with an unexpected response, %d correlated, in %d ms"
                .formatted(requests, peak, paid, refused, unexpected, correlated, took.toMillis());
    }
}
