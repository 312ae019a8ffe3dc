import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whence.testing.Timeline;
import dev.whence.testing.TimelineExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TimelineExtension.class)
class OrdersTest {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void shipsWhatIsPaid(Timeline timeline) {
        Orders orders = new Orders(new Orders.Steps() {
            @Override
            public CompletableFuture<Void> reserve(String order) {
                return later(300, "reserved");
            }

            @Override
            public CompletableFuture<Void> pay(String order) {
                return later(10, "paid");
            }

            @Override
            public CompletableFuture<Void> ship(String order) {
                return later(1, "shipped");
            }
        });

        orders.place("book").join();

        assertEquals(List.of("paid", "reserved", "shipped"), events);
    }

    /** Something that takes a while. */
    private CompletableFuture<Void> later(long millis, String event) {
        return CompletableFuture.runAsync(() -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            events.add(event);
        });
    }
}
