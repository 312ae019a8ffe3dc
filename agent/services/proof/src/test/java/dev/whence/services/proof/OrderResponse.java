package dev.whence.services.proof;

import java.util.List;

/**
 * The response of a service to an order.
 *
 * @param status the HTTP status, or 0 if there was no response
 * @param ids the values of the correlation header
 * @param expected whether the response is the right one
 * @param failure why there was no response, for messages, or empty
 */
record OrderResponse(
        long order,
        Route route,
        CorrelationHeaders headers,
        int status,
        List<String> ids,
        boolean expected,
        String failure) {
    OrderResponse(long order, Route route, CorrelationHeaders headers, int status, List<String> ids, boolean expected) {
        this(order, route, headers, status, ids, expected, "");
    }

    static OrderResponse none(long order, Route route, CorrelationHeaders headers, Throwable failure) {
        return new OrderResponse(order, route, headers, 0, List.of(), false, ", " + failure);
    }

    /** Returns whether the head of the response was read. It must name an id then. */
    boolean arrived() {
        return status != 0;
    }

    @Override
    public String toString() {
        return route + " " + order + " (" + headers + "): status " + status + ", ids " + ids + failure;
    }
}
