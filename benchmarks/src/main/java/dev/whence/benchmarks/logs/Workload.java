package dev.whence.benchmarks.logs;

import dev.whence.context.Correlation;

/** The events that every contender logs: requests of a few events each, with two entries in the MDC. */
final class Workload {
    static final String MESSAGE =
            "order {} accepted: payment authorised, 3 items reserved, shipment to {} is planned for tomorrow";
    static final String CITY = "Lisbon";
    static final String REQUEST_KEY = "requestId";
    static final String CUSTOMER_KEY = "customer";

    private static final String[] LOGGERS = {
        "com.acme.shop.orders.OrderService",
        "com.acme.shop.payment.CardAuthorisation",
        "com.acme.shop.stock.Reservations",
        "com.acme.shop.shipping.carrier.CarrierClient"
    };
    private static final String[] CUSTOMERS = {"c-10442", "c-20117", "c-30981", "c-40655"};
    private static final int EVENTS_PER_REQUEST = 16;

    /** Logs a number of events in the current thread, in a correlation of its own. */
    static void log(Log log, int thread, int events) {
        Correlation.of("order-" + thread).run(() -> {
            for (int event = 0; event < events; event++) {
                beginIfDue(log, event);
                log.info(event);
            }
        });
    }

    /** Begins a request if the previous one has logged all its events. */
    static void beginIfDue(Log log, int event) {
        if (event % EVENTS_PER_REQUEST == 0) {
            log.begin(event / EVENTS_PER_REQUEST);
        }
    }

    static int loggers() {
        return LOGGERS.length;
    }

    static String logger(int number) {
        return LOGGERS[number];
    }

    static String requestId(int request) {
        return "7f3a-" + request;
    }

    static String customer(int request) {
        return CUSTOMERS[request % CUSTOMERS.length];
    }

    private Workload() {}
}
