package dev.whence.services.spring;

import dev.whence.services.Orders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** A scheduled job. Each run has its own correlation and logs two lines. */
@Component
class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final AtomicLong runs = new AtomicLong();
    private final Orders orders;

    Reports(Orders orders) {
        this.orders = orders;
    }

    @Scheduled(fixedRate = 50)
    void report() {
        long run = runs.incrementAndGet();
        LOG.info("run {}", run);
        CompletableFuture.runAsync(() -> LOG.info("run {}", run), orders.pool()).join();
    }
}
