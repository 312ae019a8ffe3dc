import com.sun.net.httpserver.HttpServer;
import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

public class Check implements Exam {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private volatile CountDownLatch reserved = new CountDownLatch(0);

    @Override
    public void take(Steps steps) throws Exception {
        HttpServer bank = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bank.setExecutor(Executors.newCachedThreadPool());
        bank.createContext("/", exchange -> {
            String order = exchange.getRequestURI().getPath().substring(1);
            await(reserved);
            events.add("answer " + order);
            byte[] answer = (order.startsWith("good") ? "paid" : "refused").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        bank.start();
        Shop shop = new Shop(URI.create("http://localhost:" + bank.getAddress().getPort() + "/"), depot(), pool);

        steps.step("an order that is paid is shipped once, after it was reserved", () -> {
            Expect.same(true, Expect.soon(shop.place("good-1"), "place never ends"), "whether good-1 is shipped");
            Expect.same(1L, count("ship good-1"), "how often good-1 was shipped");
            Expect.that(at("reserve good-1") < at("ship good-1"), "good-1 was shipped before it was reserved");
        });
        steps.step("an order that the bank refuses is not shipped", () -> {
            Expect.same(false, Expect.soon(shop.place("bad-1"), "place never ends"), "whether bad-1 is shipped");
            Expect.same(0L, count("ship bad-1"), "how often bad-1 was shipped");
        });
        steps.step("the bank's answer comes before the shipping, in each of 50 orders", () -> {
            for (int i = 0; i < 50; i++) {
                String order = "good-again-" + i;
                Expect.soon(shop.place(order), "place never ends");
                Expect.that(at("answer " + order) < at("ship " + order), order + " was shipped before the bank answered");
            }
        });
        steps.step("the stock is reserved while the bank thinks", () -> {
            reserved = new CountDownLatch(1);
            Expect.soon(shop.place("good-at-once"), "place never ends");
            Expect.that(
                    at("reserve good-at-once") < at("answer good-at-once"), "the stock was reserved after the bank's answer");
        });
    }

    private Shop.Depot depot() {
        return new Shop.Depot() {
            @Override
            public void reserve(String order) {
                events.add("reserve " + order);
                reserved.countDown();
            }

            @Override
            public void ship(String order) {
                events.add("ship " + order);
            }
        };
    }

    private int at(String event) {
        int at = events.indexOf(event);
        Expect.that(at >= 0, "this never happened: " + event);
        return at;
    }

    private long count(String event) {
        return events.stream().filter(event::equals).count();
    }

    /** The bank thinks until the stock is reserved, or for three seconds. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
