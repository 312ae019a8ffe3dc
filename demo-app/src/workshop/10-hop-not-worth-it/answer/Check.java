import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

public class Check implements Exam {
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> new Thread(task, "pool"));
    private final AtomicInteger hops = new AtomicInteger();
    private volatile String loadedOn = "";

    @Override
    public void take(Steps steps) throws Exception {
        Quotes quotes = new Quotes(
                () -> {
                    loadedOn = Thread.currentThread().getName();
                    return 1096;
                },
                task -> {
                    hops.incrementAndGet();
                    threads.execute(task);
                });
        steps.step("quotes say what they did", () -> {
            quotes(quotes, " 100 ", "1370.00 crowns");
            quotes(quotes, "1", "13.70 crowns");
            quotes(quotes, "-0", "0.00 crowns");
        });
        steps.step("the rate is loaded in the pool", () -> {
            for (int i = 0; i < 20; i++) {
                quotes(quotes, "1", "13.70 crowns");
                Expect.same("pool", loadedOn, "the thread that loads the rate");
            }
        });
        steps.step("a request that is no number makes the future fail", () -> Expect.that(
                isFailed(quotes), "it fails with another exception than a NumberFormatException"));
        steps.step("a quote makes one hop to the pool", () -> {
            hops.set(0);
            for (int i = 0; i < 10; i++) {
                quotes(quotes, "1", "13.70 crowns");
            }
            Expect.same(10, hops.get(), "the hops of ten quotes");
        });
    }

    private static void quotes(Quotes quotes, String request, String expected) throws Exception {
        Expect.same(expected, Expect.soon(quotes.quote(request), "it never ends"), "the quote for '" + request + "'");
    }

    private static boolean isFailed(Quotes quotes) {
        CompletableFuture<String> quote;
        try {
            quote = quotes.quote("ten");
        } catch (NumberFormatException e) {
            Expect.that(false, "quote itself has thrown it: who calls it expects a future");
            return false;
        }
        return Expect.failure(quote, "it must fail").getCause() instanceof NumberFormatException;
    }
}
