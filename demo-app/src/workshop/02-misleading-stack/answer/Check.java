import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.Steps;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

public class Check implements Exam {
    private final Shop shop = new Shop(
            Map.of("lamp", 40, "desk", 250, "desk-lamp", 60, "big-desk-lamp", 90), Executors.newFixedThreadPool(2));

    @Override
    public void take(Steps steps) throws Exception {
        steps.step("baskets and orders cost what they did", () -> {
            costs(100, shop.basket(List.of("lamp-1", "desk-lamp-2")), "the basket lamp-1, desk-lamp-2");
            costs(180, shop.order("3 desk-lamp-14"), "the order 3 desk-lamp-14");
        });
        steps.step("nobody gets a price for an article that does not exist", () -> {
            refused(shop.basket(List.of("lamp-1", "sofa-1")), "a basket with sofa-1");
            refused(shop.wishlist(List.of("sofa-1")), "a wish list with sofa-1");
            refused(shop.order("1 sofa-bed-1"), "an order of sofa-bed-1");
        });
        steps.step("all articles can be on a wish list", () -> {
            costs(290, shop.wishlist(List.of("lamp-1", "desk-2")), "the wish list lamp-1, desk-2");
            costs(60, shop.wishlist(List.of("desk-lamp-4")), "the wish list desk-lamp-4");
            costs(190, shop.wishlist(List.of("big-desk-lamp-10", "desk-lamp-2", "lamp-3")), "a wish list with three lamps");
            costs(0, shop.wishlist(List.of()), "an empty wish list");
        });
    }

    private static void costs(int price, CompletableFuture<Integer> found, String what) throws Exception {
        Expect.same(price, Expect.soon(found, what + " never gets a price"), "the price of " + what);
    }

    private static void refused(CompletableFuture<Integer> price, String what) {
        Exception failure = Expect.failure(price, what + " must fail");
        Expect.that(
                failure.getCause() instanceof IllegalArgumentException,
                what + " must fail with an IllegalArgumentException, and fails with " + failure.getCause());
    }
}
