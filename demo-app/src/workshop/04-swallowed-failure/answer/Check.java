import ch.qos.logback.classic.Level;
import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.LoggedLines;
import dev.whence.demo.workshop.probe.Steps;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

public class Check implements Exam {
    private final LoggedLines lines = LoggedLines.collect();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch third = new CountDownLatch(3);
    private final CountDownLatch sixth = new CountDownLatch(6);
    private final CountDownLatch isSeen = new CountDownLatch(1);

    @Override
    public void take(Steps steps) throws Exception {
        try (Prices prices = new Prices(this::load, 20)) {
            steps.step("after a failure the source is asked again", () -> Expect.soon(
                    third, "its second load has failed, and since then nobody has asked it"));
            steps.step("until then the prices stay as they were", () -> {
                Expect.same(40, prices.of("lamp"), "the price of a lamp after the failure");
                isSeen.countDown();
            });
            steps.step("then they are fresh again, also after a second failure", () -> {
                Expect.soon(sixth, "its fourth load has failed, and since then nobody has asked it");
                Expect.same(60, prices.of("lamp"), "the price of a lamp");
            });
            steps.step("each failure is logged, with its exception", () -> {
                long logged = lines.all().stream()
                        .filter(line -> line.level().isGreaterOrEqual(Level.WARN))
                        .filter(line -> line.failure().contains("no database"))
                        .count();
                Expect.that(logged >= 2, "two loads have failed, and " + logged
                        + " warnings or errors have the exception: nobody would know why the prices are old");
            });
        }
    }

    private Map<String, Integer> load() {
        int call = calls.incrementAndGet();
        third.countDown();
        sixth.countDown();
        if (call == 2 || call == 4) {
            throw new IllegalStateException("no database");
        }
        if (call == 3) {
            await();
        }
        return Map.of("lamp", call < 3 ? 40 : 60);
    }

    /** The third load waits until the check has seen the price after the failure. */
    private void await() {
        try {
            isSeen.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
