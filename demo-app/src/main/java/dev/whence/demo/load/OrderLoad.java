package dev.whence.demo.load;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.shop.Order;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The orders {@code first} to {@code first + requests - 1}, of which so many are in flight at once. Each has a
 * correlation of its own. One in a hundred has a card that is declined: 7781, 7881, …
 */
public record OrderLoad(long first, int requests, int inFlight) {
    private static final String CORRELATION_PREFIX = "order-";
    private static final List<String> ITEMS = List.of("lamp", "chair", "table");
    private static final int QUANTITY = 2;

    public OrderLoad {
        if (first < 1 || requests < 1 || inFlight < 1) {
            throw new IllegalArgumentException("the first order, the requests and those in flight must be 1 or more");
        }
    }

    /** The correlation id of an order. */
    public static String correlation(long id) {
        return CORRELATION_PREFIX + id;
    }

    static boolean isOrderCorrelation(String correlation) {
        return correlation.startsWith(CORRELATION_PREFIX);
    }

    static boolean isDeclined(long id) {
        return id % 100 == 81;
    }

    LongStream ids() {
        return LongStream.range(first, first + requests);
    }

    static Order order(long id) {
        String item = ITEMS.get((int) (id % ITEMS.size()));
        return new Order(id, item, QUANTITY, isDeclined(id) ? PaymentGateway.DECLINED_CARD : "4111-1111");
    }

    /** What the shop and the gateway log about an order, in any order. */
    static List<String> expectedMessages(long id) {
        List<String> common = List.of(
                "POST /orders " + id,
                "reserving " + QUANTITY + " items",
                "asking the bank",
                "checking card",
                "charging card");
        List<String> end = isDeclined(id)
                ? List.of("card refused", "order failed", "releasing " + QUANTITY + " items")
                : List.of("card approved", "order paid");
        return Stream.concat(common.stream(), end.stream()).toList();
    }
}
