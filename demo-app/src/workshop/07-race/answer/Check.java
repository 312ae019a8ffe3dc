import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

public class Check implements Exam {
    private static final String OFFER = "lamp: 3 for 40 each";

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private CompletableFuture<Integer> price;
    private CompletableFuture<Integer> stock;

    /** Where both answers meet, once each of them is taken down. */
    private volatile CyclicBarrier both;

    @Override
    public void take(Steps steps) throws Exception {
        steps.step("the offer is sent once if the price comes first", () -> {
            make();
            price.complete(40);
            Expect.same(List.of(), sent, "what is sent before the stock is known");
            stock.complete(3);
            sentOnce();
        });
        steps.step("and if the stock comes first", () -> {
            make();
            stock.complete(3);
            Expect.same(List.of(), sent, "what is sent before the price is known");
            price.complete(40);
            sentOnce();
        });
        steps.step("and if both come at the same moment, five times", () -> {
            for (int i = 0; i < 5; i++) {
                make();
                both = new CyclicBarrier(2);
                Thread one = new Thread(() -> price.complete(40));
                Thread other = new Thread(() -> stock.complete(3));
                one.start();
                other.start();
                one.join();
                other.join();
                sentOnce();
            }
        });
        steps.step("and if both are there before the offer is made", () -> {
            both = null;
            notes.clear();
            sent.clear();
            offers().make("lamp", CompletableFuture.completedFuture(40), CompletableFuture.completedFuture(3));
            sentOnce();
        });
        steps.step("and not at all if there is no price", () -> {
            make();
            stock.complete(3);
            price.completeExceptionally(new IllegalStateException("no price"));
            Thread.sleep(50);
            Expect.same(List.of(), sent, "what is sent without a price");
        });
    }

    private void make() {
        both = null;
        notes.clear();
        sent.clear();
        price = new CompletableFuture<>();
        stock = new CompletableFuture<>();
        offers().make("lamp", price, stock);
    }

    private Offers offers() {
        return new Offers(this::note, sent::add);
    }

    private void note(String what) {
        notes.add(what);
        CyclicBarrier meeting = both;
        if (meeting != null) {
            try {
                meeting.await(500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException | TimeoutException e) {
                // The other answer waits for this one, as for a lock.
            }
        }
    }

    /** Waits a little: the offer may be sent by another thread. */
    private void sentOnce() throws InterruptedException {
        for (int i = 0; i < 200 && sent.isEmpty(); i++) {
            Thread.sleep(10);
        }
        Thread.sleep(20);
        Expect.same(List.of(OFFER), sent, "what is sent");
        Expect.same(
                List.of("price of lamp", "stock of lamp"), notes.stream().sorted().toList(), "what the journal has noted");
    }
}
