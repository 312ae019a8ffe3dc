import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports about customers. */
public class Reports {
    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    /** Where the rows of the reports are. */
    interface Archive {
        /** Returns the rows of a page, or an empty list behind the last page. */
        List<String> page(String customer, int number);
    }

    private final Archive archive;
    private final ExecutorService pool;
    private final long limitMillis;

    Reports(Archive archive, ExecutorService pool, long limitMillis) {
        this.archive = archive;
        this.pool = pool;
        this.limitMillis = limitMillis;
    }

    /** Returns all rows of a customer. It fails with a TimeoutException if that takes too long. */
    CompletableFuture<List<String>> create(String customer) {
        AtomicBoolean isOver = new AtomicBoolean();
        return CompletableFuture.supplyAsync(() -> rows(customer, isOver), pool)
                .orTimeout(limitMillis, TimeUnit.MILLISECONDS)
                .whenComplete((rows, failure) -> isOver.set(true));
    }

    private List<String> rows(String customer, AtomicBoolean isOver) {
        List<String> rows = new ArrayList<>();
        List<String> page = archive.page(customer, 0);
        for (int number = 1; !page.isEmpty() && !isOver.get(); number++) {
            rows.addAll(page);
            page = archive.page(customer, number);
        }
        return rows;
    }

    public static void main(String[] args) {
        ExecutorService pool = Executors.newFixedThreadPool(1, task -> new Thread(task, "reports"));
        Archive archive = (customer, number) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            return number < (customer.equals("large") ? 300 : 3) ? List.of(customer + " " + number) : List.of();
        };
        Reports reports = new Reports(archive, pool, 500);
        for (String customer : List.of("small", "large", "small", "tiny", "small")) {
            try {
                log.info("{}: {}", customer, reports.create(customer).join());
            } catch (CompletionException e) {
                log.warn("{}: no report, {}", customer, e.getCause().toString());
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(4));
        pool.shutdown();
    }
}
