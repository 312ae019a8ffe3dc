package dev.whence.services.opentelemetry;

import java.util.List;
import java.util.stream.Stream;

/**
 * A step of an order that comes before another one, as the programs {@link Shop} and {@link Bank} are written: the
 * earlier one hands the work on, or the later one waits for it.
 */
record Edge(String earlier, String later) {
    /** Returns the order in which the steps of each order happen. What follows from two edges is not listed. */
    static List<Edge> all() {
        return Stream.of(
                        "received charging",
                        "received reserved",
                        "charging checked",
                        "checked booked",
                        "booked confirmed",
                        "confirmed charged",
                        "charged packed",
                        "reserved packed",
                        "packed sent")
                .map(pair -> pair.split(" ", 2))
                .map(pair -> new Edge(pair[0], pair[1]))
                .toList();
    }

    /** Returns the number of steps of an order. */
    static int steps() {
        return (int) all().stream()
                .flatMap(edge -> Stream.of(edge.earlier, edge.later))
                .distinct()
                .count();
    }
}
