package dev.whence.catalogue.mdc;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

@Bug(
        title = "The order is missing in the log of another thread",
        kind = Kind.CONTEXT,
        source = "https://github.com/aws/aws-sdk-java-v2/issues/2142",
        story = "The service puts the number of the order into the MDC. The card is charged on a pool, whose "
                + "threads have another MDC. So the line with the failure has no number, and its stack trace ends "
                + "in the pool: nobody knows which order has failed, and which of the two payments it was.",
        mend = "The postage is never negative. And the task takes the MDC along, so that other failures have "
                + "the number too.",
        tool = Tool.TRACE,
        sign = "not paid")
final class Broken {
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
        pay(postage).join(); // the bug
        MDC.clear();
    }

    private static CompletableFuture<Void> pay(int amount) {
        return CompletableFuture.runAsync(() -> charge(amount), PAYMENTS).exceptionally(failure -> null);
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

    private Broken() {}
}
