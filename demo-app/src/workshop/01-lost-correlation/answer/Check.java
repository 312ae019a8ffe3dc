import dev.whence.context.Correlation;
import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
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

    private final Map<String, String> found = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atOnce = new AtomicInteger();
    private volatile boolean isOverlapping;

    @Override
    public void take(Steps steps) throws Exception {
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
            steps.step("each parcel is packed in the correlation of its order", () -> {
                for (Map.Entry<String, String> parcel : found.entrySet()) {
                    String order = parcel.getKey().startsWith("order") ? parcel.getKey().split(" ")[0] : "";
                    Expect.same(order, parcel.getValue(), "the correlation of the parcel '" + parcel.getKey() + "'");
                }
            });
        }
    }

    /** Three web threads bring parcels of orders, and a fourth one brings some that belong to none. */
    private static void bring(Warehouse warehouse) throws InterruptedException {
        List<Thread> web = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String order = "order-" + i;
            Runnable bring = () -> {
                for (int n = 0; n < PARCELS / 4; n++) {
                    warehouse.send(Correlation.current().id() + " parcel " + order + "/" + n);
                }
            };
            web.add(new Thread(i == 3 ? bring : () -> Correlation.of(order).run(bring)));
        }
        web.forEach(Thread::start);
        for (Thread thread : web) {
            thread.join();
        }
    }
}
