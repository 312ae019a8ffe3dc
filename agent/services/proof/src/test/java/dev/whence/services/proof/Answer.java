package dev.whence.services.proof;

import java.util.List;

/**
 * What came back for an order.
 *
 * @param status 0 if nothing came back
 * @param ids the values of the header that tells the correlation
 * @param failure why nothing came back, if it should have
 */
record Answer(long order, Route route, Naming naming, int status, List<String> ids, boolean expected, String failure) {
    Answer(long order, Route route, Naming naming, int status, List<String> ids, boolean expected) {
        this(order, route, naming, status, ids, expected, "");
    }

    static Answer none(long order, Route route, Naming naming, Throwable failure) {
        return new Answer(order, route, naming, 0, List.of(), false, ", " + failure);
    }

    /** Whether the head of the answer was read, so that it must tell an id. */
    boolean arrived() {
        return status != 0;
    }

    @Override
    public String toString() {
        return route + " " + order + " (" + naming + "): status " + status + ", ids " + ids + failure;
    }
}
