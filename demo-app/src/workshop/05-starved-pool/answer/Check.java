import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

public class Check implements Exam {
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final Set<String> reserved = ConcurrentHashMap.newKeySet();
    private final Set<String> charged = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Two orders are in {@code reserve} at the same moment, so that both threads are taken. */
    private volatile CyclicBarrier both = new CyclicBarrier(1);

    @Override
    public void take(Steps steps) throws Exception {
        Checkout checkout = new Checkout(shop(), pool);
        steps.step("one order is placed", () -> Expect.same(
                "order-1 R-order-1", Expect.soon(checkout.place("order-1"), "place never ends"), "its result"));
        steps.step("two orders at the same moment are placed", () -> {
            both = new CyclicBarrier(2);
            place(checkout, 2);
        });
        steps.step("40 orders at the same moment are placed", () -> {
            place(checkout, 40);
            Expect.that(threads.size() <= 10, "they took " + threads.size() + " threads; the pool has two");
        });
        steps.step("an order whose goods cannot be reserved fails, and is not charged", () -> {
            Expect.failure(checkout.place("sold-out"), "it must fail");
            Expect.that(!charged.contains("sold-out"), "it was charged");
        });
        steps.step("an order whose card is declined fails", () ->
                Expect.failure(checkout.place("declined"), "it must fail"));
    }

    private void place(Checkout checkout, int count) throws Exception {
        List<CompletableFuture<String>> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            orders.add(checkout.place("many-" + count + "-" + i));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(orders.toArray(CompletableFuture[]::new));
        Expect.soon(all, "they wait for ever: both threads of the pool wait for work that is queued behind them");
        for (int i = 0; i < count; i++) {
            String order = "many-" + count + "-" + i;
            Expect.same(order + " R-" + order, orders.get(i).join(), "the result of " + order);
        }
    }

    private Checkout.Shop shop() {
        return new Checkout.Shop() {
            @Override
            public void reserve(String order) {
                threads.add(Thread.currentThread());
                meet();
                if (order.equals("sold-out")) {
                    throw new IllegalStateException("sold out");
                }
                reserved.add(order);
            }

            @Override
            public String charge(String order) {
                threads.add(Thread.currentThread());
                charged.add(order);
                Expect.that(reserved.contains(order), order + " was charged before its goods were reserved");
                if (order.equals("declined")) {
                    throw new IllegalStateException("declined");
                }
                return "R-" + order;
            }
        };
    }

    /** Waits for another order, but not for long: a checkout may place one after the other. */
    private void meet() {
        try {
            both.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            both = new CyclicBarrier(1);
        }
    }
}
