package dev.whence.demo.load;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.shop.Order;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A load of orders with consecutive ids. Each order has its own correlation. The card of one order in a hundred is
 * declined: 7781, 7881, …
 *
 * @param first the id of the first order
 * @param requests the number of orders
 * @param inFlight the largest number of orders in flight at the same time
 */
public record OrderLoad(long first, int requests, int inFlight) {
    private static final String CORRELATION_PREFIX = "order-";
    private static final List<String> ITEMS = List.of("lamp", "chair", "table");
    private static final int QUANTITY = 2;

    /**
     * Creates a load.
     *
     * @throws IllegalArgumentException if a number is less than 1
     */
    public OrderLoad {
        if (first < 1 || requests < 1 || inFlight < 1) {
            throw new IllegalArgumentException("the first order, the requests and those in flight must be 1 or more");
        }
    }

    /** Returns the correlation id of an order. */
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

    /** Returns the messages that shop and gateway must log about an order, in any sequence. */
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
