package dev.whence.examples.testing;

import static dev.whence.testing.TimelineAssert.assertThat;

import dev.whence.testing.AsyncTest;
import dev.whence.testing.Timeline;
import dev.whence.testing.TimelineExtension;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TimelineExtension.class)
class CheckoutTest {
    /** A shop that marks what it does. The stock takes its time. */
    private record MarkingShop(Timeline timeline) implements Shop {
        private static final Executor STOCK = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

        @Override
        public CompletableFuture<Void> charge(String order) {
            return CompletableFuture.runAsync(() -> timeline.mark("charged"));
        }

        @Override
        public CompletableFuture<Void> reserve(String order) {
            return CompletableFuture.runAsync(() -> timeline.mark("reserved"), STOCK);
        }

        @Override
        public CompletableFuture<Void> ship(String order) {
            return CompletableFuture.runAsync(() -> timeline.mark("shipped"));
        }
    }

    @Test
    void shipsWhatIsPaidAndReserved(Timeline timeline) {
        new Checkout(new MarkingShop(timeline)).place("book").join();

        assertThat(timeline)
                .ordered("charged", "shipped")
                .ordered("reserved", "shipped")
                .unordered("charged", "reserved");
    }

    /** The goods were charged first each time that anybody looked. Yet nothing makes it so. */
    @Test
    @Tag("fault")
    void shipsInHaste(Timeline timeline) {
        new Checkout(new MarkingShop(timeline)).placeInHaste("book").join();

        assertThat(timeline).ordered("charged", "shipped");
    }

    /** A shop that refuses to ship what is not paid. */
    private static final class StrictShop implements Shop {
        private final AtomicBoolean isPaid = new AtomicBoolean();

        @Override
        public CompletableFuture<Void> charge(String order) {
            return CompletableFuture.runAsync(() -> isPaid.set(true));
        }

        @Override
        public CompletableFuture<Void> reserve(String order) {
            return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS));
        }

        @Override
        public CompletableFuture<Void> ship(String order) {
            if (isPaid.get()) {
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.failedFuture(new IllegalStateException(order + " is not paid"));
        }
    }

    @AsyncTest
    void shipsUnderAllSchedules() {
        new Checkout(new StrictShop()).place("book").join();
    }

    @AsyncTest
    @Tag("fault")
    void shipsInHasteUnderAllSchedules() {
        new Checkout(new StrictShop()).placeInHaste("book").join();
    }
}
