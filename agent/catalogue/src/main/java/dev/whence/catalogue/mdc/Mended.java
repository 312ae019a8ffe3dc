package dev.whence.catalogue.mdc;

import dev.whence.catalogue.Threads;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The program without the bug. */
final class Mended {
    private static final Logger LOG = LoggerFactory.getLogger("shop");
    private static final ExecutorService PAYMENTS = Executors.newFixedThreadPool(1, Threads.named("payments"));

    public static void main(String[] args) {
        order("7781", 20, 1);
        order("7782", 20, -1);
        PAYMENTS.shutdown();
    }

    private static void order(String number, int price, int postage) {
        MDC.put("order", number);
        LOG.info("ordered");
        pay(price).join();
        pay(Math.max(postage, 0)).join();
        MDC.clear();
    }

    private static CompletableFuture<Void> pay(int amount) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Runnable charge = () -> {
            MDC.setContextMap(context);
            charge(amount);
            MDC.clear();
        };
        return CompletableFuture.runAsync(charge, PAYMENTS).exceptionally(failure -> null);
    }

    private static void charge(int amount) {
        try {
            if (amount < 0) {
                throw new IllegalArgumentException("cannot pay " + amount + " EUR");
            }
            LOG.info("paid {} EUR", amount);
        } catch (IllegalArgumentException e) {
            LOG.error("not paid", e);
            throw e;
        }
    }

    private Mended() {}
}
