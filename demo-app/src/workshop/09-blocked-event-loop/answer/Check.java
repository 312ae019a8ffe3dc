import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

public class Check implements Exam {
    private static final int WAITING = 30;
    private static final int MOST_THREADS = 8;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, CompletableFuture<String>> found = new ConcurrentHashMap<>();
    private final CountDownLatch firstAsked = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(WAITING);
    private final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();

    @Override
    public void take(Steps steps) throws Exception {
        try (Server server = new Server(this::find)) {
            steps.step("an order is found", () -> {
                HttpResponse<String> response = Expect.soon(get(server, "/orders/ready"), "there is no answer");
                Expect.same("200 order ready", response.statusCode() + " " + response.body(), "the answer");
            });
            steps.step("a backend that fails is answered with 500", () -> {
                HttpResponse<String> response = Expect.soon(get(server, "/orders/broken"), "there is no answer");
                Expect.same(500, response.statusCode(), "the status");
            });
            int before = threads();
            steps.step("while one request waits for the backend, others are answered", () -> {
                waiting.add(get(server, "/orders/0"));
                Expect.soon(firstAsked, "the request does not reach the backend");
                Expect.soon(get(server, "/health"), "/health is not answered: the thread of the server waits");
            });
            steps.step("and while " + WAITING + " wait, and they take no threads", () -> {
                for (int i = 1; i < WAITING; i++) {
                    waiting.add(get(server, "/orders/" + i));
                }
                Expect.soon(asked, "some of them do not reach the backend");
                Expect.soon(get(server, "/health"), "/health is not answered");
                int more = threads() - before;
                Expect.that(
                        more <= MOST_THREADS, more + " more threads run: each request that waits has one for itself");
            });
            steps.step("each of them gets its own order in the end", () -> {
                for (int i = 0; i < WAITING; i++) {
                    found.get("" + i).complete("order " + i);
                    Expect.same("order " + i, Expect.soon(waiting.get(i), "order " + i + " is not answered").body(), "it");
                }
            });
        }
    }

    private CompletableFuture<String> find(String order) {
        if (order.equals("ready")) {
            return CompletableFuture.completedFuture("order ready");
        }
        if (order.equals("broken")) {
            return CompletableFuture.failedFuture(new IllegalStateException("no such order"));
        }
        firstAsked.countDown();
        asked.countDown();
        return found.computeIfAbsent(order, any -> new CompletableFuture<>());
    }

    private CompletableFuture<HttpResponse<String>> get(Server server, String path) {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The threads of the operating system: virtual ones do not count. Those of the client neither. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient"))
                .count();
    }
}
