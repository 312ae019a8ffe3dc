import dev.whence.context.Correlation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers. Each needs a price and a stock. */
public class Offers {
    private static final Logger log = LoggerFactory.getLogger(Offers.class);

    /** Takes down what has come in. */
    interface Journal {
        void note(String what);
    }

    /** Sends offers to customers. */
    interface Mail {
        void send(String offer);
    }

    private final Journal journal;
    private final Mail mail;

    Offers(Journal journal, Mail mail) {
        this.journal = journal;
        this.mail = mail;
    }

    /** Sends an offer, such as "lamp: 3 for 40 each", once both the price and the stock are known. */
    void make(String article, CompletableFuture<Integer> price, CompletableFuture<Integer> stock) {
        price.thenAccept(found -> journal.note("price of " + article));
        stock.thenAccept(found -> journal.note("stock of " + article));
        price.thenCombine(stock, (each, count) -> article + ": " + count + " for " + each + " each")
                .thenAccept(mail::send);
    }

    public static void main(String[] args) throws InterruptedException {
        int count = 500;
        ExecutorService services = Executors.newFixedThreadPool(2, task -> new Thread(task, "service"));
        Map<String, String> sent = new ConcurrentHashMap<>();
        Map<String, String> twice = new ConcurrentHashMap<>();
        Mail mail = offer -> {
            log.info("sent: {}", offer);
            if (sent.put(offer, "") != null) {
                twice.put(Correlation.current().id(), offer);
            }
        };
        Offers offers = new Offers(what -> log.info("there is the {}", what), mail);
        for (int i = 0; i < count; i++) {
            String article = "article " + i;
            CountDownLatch both = new CountDownLatch(2);
            Correlation.of("offer-" + i).run(() -> {
                CompletableFuture<Integer> price = new CompletableFuture<>();
                CompletableFuture<Integer> stock = new CompletableFuture<>();
                offers.make(article, price, stock);
                services.execute(() -> answer(both, price, 40));
                services.execute(() -> answer(both, stock, 3));
            });
        }
        services.shutdown();
        services.awaitTermination(60, TimeUnit.SECONDS);
        System.out.println(count + " offers, of which " + sent.size() + " were sent, and " + twice.size() + " twice"
                + (twice.isEmpty() ? "" : ", such as " + twice.keySet().iterator().next()));
    }

    /** Both services answer at the same moment. */
    private static void answer(CountDownLatch both, CompletableFuture<Integer> future, int value) {
        both.countDown();
        while (both.getCount() > 0) {
            Thread.onSpinWait();
        }
        future.complete(value);
    }
}
