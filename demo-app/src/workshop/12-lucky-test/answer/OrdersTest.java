import static dev.whence.testing.TimelineAssertions.assertOrdered;

import dev.whence.testing.Timeline;
import dev.whence.testing.TimelineExtension;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TimelineExtension.class)
class OrdersTest {
    @Test
    void shipsWhatIsPaid(Timeline timeline) {
        Orders orders = new Orders(new Orders.Steps() {
            @Override
            public CompletableFuture<Void> reserve(String order) {
                return later(timeline, 300, "reserved");
            }

            @Override
            public CompletableFuture<Void> pay(String order) {
                return later(timeline, 10, "paid");
            }

            @Override
            public CompletableFuture<Void> ship(String order) {
                return later(timeline, 1, "shipped");
            }
        });

        orders.place("book").join();

        assertOrdered(timeline, "paid", "shipped");
        assertOrdered(timeline, "reserved", "shipped");
    }

    /** Something that takes a while. */
    private static CompletableFuture<Void> later(Timeline timeline, long millis, String event) {
        return CompletableFuture.runAsync(() -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            timeline.mark(event);
        });
    }
}
