import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public class Check implements Exam {
    private final ExecutorService ledgerThread = Executors.newFixedThreadPool(1, task -> new Thread(task, "ledger"));
    private final ExecutorService office = Executors.newFixedThreadPool(3, task -> new Thread(task, "office"));
    private final List<String> events = new CopyOnWriteArrayList<>();
    private CompletableFuture<String> answer = new CompletableFuture<>();

    @Override
    public void take(Steps steps) throws Exception {
        Payments payments = new Payments(
                order -> answer,
                receipt -> note("book " + receipt),
                receipt -> note("print " + receipt),
                ledgerThread,
                office);
        steps.step("the threads are right if the bank answers later, on its own thread", () -> {
            for (int i = 0; i < 20; i++) {
                answer = new CompletableFuture<>();
                CompletableFuture<String> paid = payments.pay("order");
                String receipt = " R" + i + " ";
                Thread bank = new Thread(() -> answer.complete(receipt), "bank");
                bank.start();
                expect(paid, "R" + i);
            }
        });
        steps.step("and if the bank has answered at once", () -> {
            for (int i = 20; i < 40; i++) {
                answer = CompletableFuture.completedFuture("R" + i);
                expect(payments.pay("order"), "R" + i);
            }
        });
        steps.step("a payment that fails is neither booked nor printed", () -> {
            answer = new CompletableFuture<>();
            CompletableFuture<String> paid = payments.pay("order");
            answer.completeExceptionally(new IllegalStateException("declined"));
            Expect.failure(paid, "it must fail");
            Expect.same(List.of(), events, "what has happened");
        });
    }

    private void expect(CompletableFuture<String> paid, String receipt) throws Exception {
        Expect.same(receipt, Expect.soon(paid, "pay never ends"), "the receipt");
        Expect.same(
                List.of("book " + receipt + " on ledger", "print " + receipt + " on office"), events, "what has happened");
        events.clear();
    }

    private void note(String what) {
        events.add(what + " on " + Thread.currentThread().getName());
    }
}
