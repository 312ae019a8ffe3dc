import dev.whence.context.Correlation;
import dev.whence.demo.workshop.probe.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shop. It asks the bank, reserves the goods, and ships them. */
public class Shop {
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    /** Where the goods are. */
    interface Depot {
        void reserve(String order);

        void ship(String order);
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI bank;
    private final Depot depot;
    private final Executor pool;

    Shop(URI bank, Depot depot, Executor pool) {
        this.bank = bank;
        this.depot = depot;
        this.pool = pool;
    }

    /** Places an order. The result says whether it is shipped. */
    CompletableFuture<Boolean> place(String order) {
        CompletableFuture<Boolean> paid = isPaid(order);
        CompletableFuture<Void> shipped = CompletableFuture.runAsync(() -> depot.reserve(order), pool)
                .thenRun(() -> depot.ship(order));
        return paid.thenCombine(shipped, (isPaid, nothing) -> isPaid);
    }

    private CompletableFuture<Boolean> isPaid(String order) {
        HttpRequest request = HttpRequest.newBuilder(bank.resolve(order)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> response.body().equals("paid"));
    }

    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "depot"));
        Depot depot = new Depot() {
            @Override
            public void reserve(String order) {
                log.info("{} is reserved", order);
                pause();
            }

            @Override
            public void ship(String order) {
                log.info("{} is shipped", order);
            }
        };
        try (Service bank = Service.start(Bank.class, -300)) {
            Shop shop = new Shop(bank.uri(), depot, pool);
            List<CompletableFuture<Void>> orders = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                String order = "order-" + i;
                Correlation.of(order).run(() -> {
                    log.info("POST {}", order);
                    orders.add(shop.place(order).thenAccept(isPaid -> log.info("{} is done", order)));
                });
            }
            orders.forEach(CompletableFuture::join);
        }
        pool.shutdown();
        System.exit(0);
    }

    /** Goods take their time. */
    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
