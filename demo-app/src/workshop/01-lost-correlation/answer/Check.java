import dev.whence.context.Correlation;
import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.LoggedLines;
import dev.whence.demo.workshop.probe.Steps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

public class Check implements Exam {
    private static final int PARCELS = 60;

    /** The orders of the parcels, and an empty text for a parcel that belongs to none. */
    private final Map<String, String> orders = new ConcurrentHashMap<>();

    private final Map<String, String> found = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atOnce = new AtomicInteger();
    private volatile boolean isOverlapping;

    @Override
    public void take(Steps steps) throws Exception {
        LoggedLines logged = LoggedLines.collect();
        CountDownLatch packed = new CountDownLatch(PARCELS);
        try (Warehouse warehouse = new Warehouse(parcel -> {
            isOverlapping |= atOnce.incrementAndGet() > 1;
            threads.add(Thread.currentThread());
            found.put(parcel, Correlation.current().id());
            atOnce.decrementAndGet();
            packed.countDown();
        })) {
            steps.step("all parcels are packed", () -> {
                bring(warehouse);
                Expect.soon(packed, "some of " + PARCELS + " parcels were never packed");
            });
            steps.step("one thread packs them, one after the other", () -> {
                Expect.same(1, threads.size(), "the number of threads that pack");
                Expect.that(!isOverlapping, "two parcels were packed at the same time");
            });
            steps.step("each parcel is packed in the correlation of its order", () -> expectPacked(true));
            steps.step("a parcel that belongs to no order is packed in none", () -> expectPacked(false));
            steps.step("each line of the log about a parcel carries the ID of its order", () -> {
                for (LoggedLines.Line line : logged.all()) {
                    orders.keySet().stream()
                            .filter(parcel -> line.message().matches("(?s).*\\b" + parcel + "\\b.*"))
                            .forEach(parcel -> expect(parcel, line.correlation(), "'" + line.message() + "' is logged"));
                }
            });
        }
    }

    private void expectPacked(boolean hasOrder) {
        found.forEach((parcel, correlation) -> {
            if (hasOrder != orders.get(parcel).isEmpty()) {
                expect(parcel, correlation, "it is packed");
            }
        });
    }

    private void expect(String parcel, String correlation, String what) {
        String order = orders.get(parcel);
        Expect.that(
                order.equals(correlation),
                parcel + " belongs to " + named(order) + ", and " + what + " in " + named(correlation));
    }

    private static String named(String order) {
        return order.isEmpty() ? "none" : order;
    }

    /** Three web threads bring parcels of orders, and a fourth one brings some that belong to none. */
    private void bring(Warehouse warehouse) throws InterruptedException {
        List<Thread> web = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String order = i == 3 ? "" : "order-" + i;
            int first = i * 100;
            Runnable bring = () -> {
                for (int n = 0; n < PARCELS / 4; n++) {
                    String parcel = "parcel " + (first + n);
                    orders.put(parcel, order);
                    warehouse.send(parcel);
                }
            };
            web.add(new Thread(order.isEmpty() ? bring : () -> Correlation.of(order).run(bring)));
        }
        web.forEach(Thread::start);
        for (Thread thread : web) {
            thread.join();
        }
    }
}
