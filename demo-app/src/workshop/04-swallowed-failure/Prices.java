import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prices that are loaded again and again. */
public class Prices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Prices.class);

    /** Where the prices come from, such as a database. */
    interface Source {
        Map<String, Integer> load();
    }

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "prices"));
    private final Source source;
    private volatile Map<String, Integer> prices = Map.of();

    Prices(Source source, long everyMillis) {
        this.source = source;
        timer.scheduleAtFixedRate(this::refresh, 0, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void refresh() {
        prices = source.load();
        log.info("the prices are fresh: {}", prices);
    }

    /** Returns the last known price, or 0. */
    int of(String article) {
        return prices.getOrDefault(article, 0);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    public static void main(String[] args) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Source source = () -> {
            int call = calls.incrementAndGet();
            if (call == 4) {
                throw new IllegalStateException("the database restarts");
            }
            return Map.of("lamp", 40 + call);
        };
        try (Prices prices = new Prices(source, 200)) {
            while (true) {
                Thread.sleep(1_000);
                log.info("a lamp costs {}", prices.of("lamp"));
            }
        }
    }
}
