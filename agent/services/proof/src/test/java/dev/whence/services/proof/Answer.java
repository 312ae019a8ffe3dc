package dev.whence.services.proof;

import java.util.List;

/**
 * What came back for an order.
 *
 * @param status 0 if nothing came back
 * @param ids the values of the header that tells the correlation
 */
record Answer(long order, Route route, Naming naming, int status, List<String> ids, boolean expected) {
    /** Whether the head of the answer was read, so that it must tell an id. */
    boolean arrived() {
        return status != 0;
    }

    @Override
    public String toString() {
        return route + " " + order + " (" + naming + "): status " + status + ", ids " + ids;
    }
}
