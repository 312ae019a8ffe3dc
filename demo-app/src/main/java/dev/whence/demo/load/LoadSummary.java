package dev.whence.demo.load;

import dev.whence.demo.load.Customers.OrderResponse;
import java.time.Duration;
import java.util.List;

/**
 * What came of a load.
 *
 * @param unexpected responses that are missing, or of another kind than that order must get
 * @param correlated responses that name the correlation of their order
 * @param peak how many were in flight at most
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

    /** Whether every order got the answer that it must get. */
    public boolean isGood() {
        return unexpected == 0;
    }

    /** Whether every answer names the correlation of its order. */
    public boolean isCorrelated() {
        return correlated == requests;
    }

    @Override
    public String toString() {
        return "%d orders (%d in flight): %d paid, %d refused, %d with an unexpected response, %d correlated, in %d ms"
                .formatted(requests, peak, paid, refused, unexpected, correlated, took.toMillis());
    }
}
