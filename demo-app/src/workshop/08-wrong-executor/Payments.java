import dev.whence.context.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Payments: charged by a bank, booked in a ledger, and printed. */
public class Payments {
    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    /** A bank. It answers at once, or later on a thread of its own. */
    interface Bank {
        CompletableFuture<String> charge(String order);
    }

    /** A ledger. Only the thread "ledger" may touch it. */
    interface Ledger {
        void book(String receipt);
    }

    /** A printer. It is slow, and belongs into the pool "office". */
    interface Printer {
        void print(String receipt);
    }

    private final Bank bank;
    private final Ledger ledger;
    private final Printer printer;
    private final Executor ledgerThread;
    private final Executor office;

    Payments(Bank bank, Ledger ledger, Printer printer, Executor ledgerThread, Executor office) {
        this.bank = bank;
        this.ledger = ledger;
        this.printer = printer;
        this.ledgerThread = ledgerThread;
        this.office = office;
    }

    /** Charges, books and prints. The result is the receipt, once it is printed. */
    CompletableFuture<String> pay(String order) {
        return bank.charge(order)
                .thenApplyAsync(receipt -> receipt.strip(), office)
                .thenApply(this::book)
                .thenApplyAsync(this::print, ledgerThread);
    }

    private String book(String receipt) {
        ledger.book(receipt);
        return receipt;
    }

    private String print(String receipt) {
        printer.print(receipt);
        return receipt;
    }

    public static void main(String[] args) throws InterruptedException {
        ExecutorService bankThread = Executors.newFixedThreadPool(1, task -> new Thread(task, "bank"));
        ExecutorService ledgerThread = Executors.newFixedThreadPool(1, task -> new Thread(task, "ledger"));
        ExecutorService office = Executors.newFixedThreadPool(3, task -> new Thread(task, "office"));
        List<String> ledger = new ArrayList<>();
        Payments payments = new Payments(
                order -> CompletableFuture.supplyAsync(() -> " receipt of " + order + " ", bankThread),
                receipt -> {
                    log.info("{} is booked", receipt);
                    ledger.add(receipt);
                },
                receipt -> {
                    log.info("{} is printed", receipt);
                    pause();
                },
                ledgerThread,
                office);
        for (int i = 1; i <= 5; i++) {
            String order = "pay-" + i;
            Correlation.of(order).run(() -> payments.pay(order));
        }
        Thread.sleep(1_000);
        for (ExecutorService pool : List.of(bankThread, office, ledgerThread)) {
            pool.shutdown();
            pool.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
