import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

public class Check implements Exam {
    private static final int LARGE = 2_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final AtomicInteger pages = new AtomicInteger();

    @Override
    public void take(Steps steps) throws Exception {
        Reports patient = new Reports(this::page, pool, 20_000);
        steps.step("a report that is ready in time has all its rows", () -> {
            Expect.same(List.of("small 0", "small 1", "small 2"), Expect.soon(patient.create("small"), "it never ends"), "it");
            Expect.same(List.of(), Expect.soon(patient.create("none"), "it never ends"), "a report without pages");
        });
        Reports reports = new Reports(this::page, pool, 300);
        steps.step("one that takes too long fails with a TimeoutException", () -> {
            Exception failure = Expect.failure(reports.create("large"), "it must fail");
            Expect.that(cause(failure) instanceof TimeoutException, "it fails with " + cause(failure));
            Expect.that(pages.get() > 0, "it was never begun");
        });
        steps.step("after that the pool is free again", () -> Expect.soon(
                pool.submit(() -> {}), "its thread still works for the report that nobody waits for"));
        steps.step("no more pages are read for it", () -> {
            int read = pages.get();
            Expect.that(read < LARGE / 4, read + " pages were read, within 300 ms there is time for about 20");
            Thread.sleep(100);
            Expect.same(read, pages.get(), "the pages that are read a little later");
        });
        steps.step("the next report is made", () -> Expect.same(
                3, Expect.soon(patient.create("small"), "it never ends").size(), "the number of its rows"));
        steps.step("an archive that fails makes the report fail", () -> {
            CompletableFuture<List<String>> broken = patient.create("broken");
            Exception failure = Expect.failure(broken, "it must fail");
            Expect.that(cause(failure) instanceof IllegalStateException, "it fails with " + cause(failure));
        });
    }

    private List<String> page(String customer, int number) {
        if (customer.equals("broken")) {
            throw new IllegalStateException("the archive is closed");
        }
        boolean isLarge = customer.equals("large");
        if (isLarge) {
            pages.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(15));
        }
        int count = isLarge ? LARGE : customer.equals("none") ? 0 : 3;
        return number < count ? List.of(customer + " " + number) : List.of();
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : cause(failure.getCause());
    }
}
