import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shop. An item is an article and its colour, such as lamp-2. The price is that of the article. */
public class Shop {
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    private final Map<String, Integer> prices;
    private final ExecutorService pool;

    Shop(Map<String, Integer> prices, ExecutorService pool) {
        this.prices = prices;
        this.pool = pool;
    }

    /** Returns what the items of a basket cost together. */
    CompletableFuture<Integer> basket(List<String> items) {
        return sum(items.stream().map(item -> item.replaceFirst("-\\d+$", "")).toList());
    }

    /** Returns what the items of a wish list cost together. */
    CompletableFuture<Integer> wishlist(List<String> items) {
        return sum(items.stream().map(item -> item.substring(0, item.indexOf('-'))).toList());
    }

    /** Returns what a line of an order costs, such as: 3 lamp-2. */
    CompletableFuture<Integer> order(String line) {
        int space = line.indexOf(' ');
        int quantity = Integer.parseInt(line.substring(0, space));
        String item = line.substring(space + 1);
        return price(item.substring(0, item.lastIndexOf('-'))).thenApply(price -> quantity * price);
    }

    private CompletableFuture<Integer> sum(List<String> articles) {
        CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
        for (String article : articles) {
            sum = sum.thenCombine(price(article), Integer::sum);
        }
        return sum;
    }

    private CompletableFuture<Integer> price(String article) {
        return CompletableFuture.supplyAsync(() -> lookUp(article), pool);
    }

    private int lookUp(String article) {
        Integer price = prices.get(article);
        if (price == null) {
            throw new IllegalArgumentException("there is no article '" + article + "'");
        }
        return price;
    }

    public static void main(String[] args) {
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "prices"));
        Shop shop = new Shop(Map.of("lamp", 40, "desk", 250, "desk-lamp", 60, "garden-chair", 80), pool);
        List<CompletableFuture<Integer>> visitors = new ArrayList<>();
        visitors.add(shop.basket(List.of("lamp-1", "desk-lamp-2")));
        visitors.add(shop.order("3 desk-lamp-4"));
        visitors.add(shop.wishlist(List.of("lamp-1", "desk-2")));
        visitors.add(shop.wishlist(List.of("lamp-3", "garden-chair-1")));
        visitors.add(shop.wishlist(List.of("desk-lamp-4")));
        visitors.add(shop.order("1 lamp-2"));
        for (CompletableFuture<Integer> visitor : visitors) {
            try {
                log.info("that is {}", visitor.join());
            } catch (CompletionException e) {
                log.error("no price", e.getCause());
            }
        }
        pool.shutdown();
    }
}
