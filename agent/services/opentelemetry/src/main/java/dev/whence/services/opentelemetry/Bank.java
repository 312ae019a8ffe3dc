package dev.whence.services.opentelemetry;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that charges for orders. */
final class Bank {
    private static final Logger LOG = LoggerFactory.getLogger(Bank.class);

    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    /**
     * Starts the service.
     *
     * @param arguments {@code sdk}, or {@code agent} if an agent sends the records; the seconds by which the clock is
     *     wrong
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("sdk")) {
            Telemetry.start(Duration.ofSeconds(Long.parseLong(arguments[1])));
        }
        Server.start(new Bank()::charge);
    }

    private String charge(String order) {
        LOG.info("{} checked", order);
        CompletableFuture.runAsync(() -> LOG.info("{} booked", order), pool).join();
        LOG.info("{} confirmed", order);
        return "charged";
    }

    private Bank() {}
}
