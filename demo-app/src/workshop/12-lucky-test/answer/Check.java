import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import dev.whence.demo.workshop.probe.Tests;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

public class Check implements Exam {
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> reserved = new CompletableFuture<>();
    private CompletableFuture<Void> paid = new CompletableFuture<>();
    private CompletableFuture<Void> shipped = new CompletableFuture<>();

    @Override
    public void take(Steps steps) throws Exception {
        steps.step("your test passes with your code", () -> {
            TestExecutionSummary summary = Tests.run(OrdersTest.class);
            Expect.that(summary.getTestsSucceededCount() > 0 || summary.getTestsFailedCount() > 0, "there is no test");
            for (TestExecutionSummary.Failure failure : summary.getFailures()) {
                throw failure.getException() instanceof Exception e ? e : new Exception(failure.getException());
            }
        });
        steps.step("your test fails with the code as it was, in three of three runs", () -> {
            for (int i = 0; i < 3; i++) {
                Expect.that(
                        Tests.run(Tests.original("OrdersTest")).getTestsFailedCount() > 0,
                        "it passes: the events came in that order, and nothing ensured it. Assert the order itself");
            }
        });
        steps.step("an order is shipped after it was paid and reserved", () -> {
            Orders orders = new Orders(steps());
            CompletableFuture<Void> done = orders.place("book");
            Expect.same(List.of("pay", "reserve"), begun.stream().sorted().toList(), "what is begun at once");
            reserved.complete(null);
            Expect.that(!begun.contains("ship"), "it was shipped before it was paid");
            paid.complete(null);
            Expect.same(3, begun.size(), "the number of steps that are begun when it is paid and reserved");
            Expect.that(!done.isDone(), "the result is complete before it is shipped");
            shipped.complete(null);
            Expect.soon(done, "the result is never complete");
        });
        steps.step("an order that is not paid is not shipped", () -> {
            begun.clear();
            reserved = CompletableFuture.completedFuture(null);
            paid = CompletableFuture.failedFuture(new IllegalStateException("declined"));
            Expect.failure(new Orders(steps()).place("book"), "the result must fail");
            Expect.that(!begun.contains("ship"), "it was shipped");
        });
    }

    private Orders.Steps steps() {
        return new Orders.Steps() {
            @Override
            public CompletableFuture<Void> reserve(String order) {
                begun.add("reserve");
                return reserved;
            }

            @Override
            public CompletableFuture<Void> pay(String order) {
                begun.add("pay");
                return paid;
            }

            @Override
            public CompletableFuture<Void> ship(String order) {
                begun.add("ship");
                return shipped;
            }
        };
    }
}
