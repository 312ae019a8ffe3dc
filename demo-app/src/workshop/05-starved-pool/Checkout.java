import dev.whence.context.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checkout. */
public class Checkout {
    private static final Logger log = LoggerFactory.getLogger(Checkout.class);

    /** What a checkout needs. Both take their time. */
    interface Shop {
        void reserve(String order);

        /** Returns the number of the receipt. */
        String charge(String order);
    }

    private final Shop shop;
    private final ExecutorService pool;

    Checkout(Shop shop, ExecutorService pool) {
        this.shop = shop;
        this.pool = pool;
    }

    /** Reserves the goods, then charges the card. The result is the order and its receipt, such as: order-1 R17. */
    CompletableFuture<String> place(String order) {
        return CompletableFuture.supplyAsync(() -> reserveAndCharge(order), pool);
    }

    private String reserveAndCharge(String order) {
        shop.reserve(order);
        return order + " " + charge(order).join();
    }

    private CompletableFuture<String> charge(String order) {
        return CompletableFuture.supplyAsync(() -> shop.charge(order), pool);
    }

    public static void main(String[] args) {
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "checkout"));
        Shop shop = new Shop() {
            @Override
            public void reserve(String order) {
                log.info("{} is reserved", order);
                pause();
            }

            @Override
            public String charge(String order) {
                log.info("{} is charged", order);
                pause();
                return "R" + order.length();
            }
        };
        Checkout checkout = new Checkout(shop, pool);
        log.info("one customer: {}", checkout.place("order-0").join());
        List<CompletableFuture<String>> orders = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String order = "order-" + i;
            Correlation.of(order).run(() -> orders.add(checkout.place(order)));
        }
        orders.forEach(order -> log.info("one of four: {}", order.join()));
        pool.shutdown();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
