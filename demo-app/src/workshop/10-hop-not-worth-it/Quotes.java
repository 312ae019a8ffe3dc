import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quotes: what an amount of euros is in crowns, with the tax. */
public class Quotes {
    private static final Logger log = LoggerFactory.getLogger(Quotes.class);

    /** Rates, from a database: loading one blocks. */
    interface Rates {
        /** Returns the hundredths of a crown that a euro is. */
        long load();
    }

    private final Rates rates;
    private final Executor pool;

    Quotes(Rates rates, Executor pool) {
        this.rates = rates;
        this.pool = pool;
    }

    /** Returns a quote for a request such as " 100 ": the text "1370.00 crowns". */
    CompletableFuture<String> quote(String request) {
        return CompletableFuture.supplyAsync(() -> request.strip(), pool)
                .thenApplyAsync(amount -> Long.parseLong(amount), pool)
                .thenApplyAsync(euros -> euros * rates.load(), pool)
                .thenApplyAsync(hundredths -> hundredths * 5 / 4, pool)
                .thenApplyAsync(hundredths -> text(hundredths), pool);
    }

    private static String text(long hundredths) {
        return "%d.%02d crowns".formatted(hundredths / 100, hundredths % 100);
    }

    public static void main(String[] args) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "quotes");
            thread.setDaemon(true);
            return thread;
        });
        Quotes quotes = new Quotes(() -> 1096, pool);
        while (true) {
            long start = System.nanoTime();
            int count = 0;
            while (System.nanoTime() - start < 2_000_000_000L) {
                CompletableFuture<?>[] all = new CompletableFuture<?>[10];
                for (int i = 0; i < all.length; i++) {
                    all[i] = quotes.quote(" 100 ");
                }
                CompletableFuture.allOf(all).join();
                count += all.length;
            }
            log.info("{} quotes a second", count / 2);
        }
    }
}
