package dev.whence.testing;

import static dev.whence.testing.TimelineAssertions.assertEachOrdered;
import static dev.whence.testing.TimelineAssertions.assertNoneAfter;
import static dev.whence.testing.TimelineAssertions.assertOrdered;
import static dev.whence.testing.TimelineAssertions.assertUnordered;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each assertion holds where the order is certain, and fails where it is not, although the events came in that order. */
@ExtendWith(TimelineExtension.class)
class OrderIT {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    @AfterAll
    static void endOfPool() {
        POOL.shutdownNow();
    }

    @RepeatedTest(20)
    void aContinuationIsOrdered(Timeline timeline) {
        CompletableFuture.runAsync(() -> timeline.mark("paid"), POOL)
                .thenRunAsync(() -> timeline.mark("shipped"), POOL)
                .join();

        assertOrdered(timeline, "paid", "shipped");
        assertNoneAfter(timeline, "shipped", "paid");
        assertFails(
                () -> assertOrdered(timeline, "shipped", "paid"), "\"paid\" comes before \"shipped\", not after it");
        assertFails(() -> assertUnordered(timeline, "paid", "shipped"), "\"paid\" is ordered before \"shipped\"");
        assertFails(() -> assertNoneAfter(timeline, "paid", "shipped"), "not after it");
    }

    @RepeatedTest(20)
    void whatIsOnlyLuckyIsNotOrdered(Timeline timeline) {
        CountDownLatch isPaid = new CountDownLatch(1);
        CompletableFuture<Void> paying = CompletableFuture.runAsync(
                () -> {
                    timeline.mark("paid");
                    isPaid.countDown();
                },
                POOL);
        CompletableFuture<Void> shipping = CompletableFuture.runAsync(
                () -> {
                    await(isPaid);
                    timeline.mark("shipped");
                },
                POOL);
        CompletableFuture.allOf(paying, shipping).join();

        assertUnordered(timeline, "paid", "shipped");
        assertFails(
                () -> assertOrdered(timeline, "paid", "shipped"),
                "nothing orders \"paid\" before \"shipped\"; in this run \"paid\" came first, by chance");
        assertFails(() -> assertNoneAfter(timeline, "paid", "shipped"), "nothing orders \"shipped\" before \"paid\"");
    }

    @RepeatedTest(20)
    void whatALatchOrdersIsOrderedIfTheTestStatesIt(Timeline timeline) {
        CountDownLatch isPaid = new CountDownLatch(1);
        CompletableFuture<Void> paying = CompletableFuture.runAsync(
                () -> {
                    timeline.orderedBy(isPaid).mark("paid");
                    isPaid.countDown();
                },
                POOL);
        CompletableFuture<Void> shipping = CompletableFuture.runAsync(
                () -> {
                    await(isPaid);
                    timeline.orderedBy(isPaid).mark("shipped");
                },
                POOL);
        CompletableFuture.allOf(paying, shipping).join();

        assertOrdered(timeline, "paid", "shipped");
        assertFails(() -> assertUnordered(timeline, "paid", "shipped"), "stated");
    }

    @Test
    void aLockThatIsNotHeldOrdersNothing(Timeline timeline) {
        ReentrantLock lock = new ReentrantLock();

        assertThatIllegalStateException()
                .isThrownBy(() -> timeline.orderedBy(lock).mark("paid"))
                .withMessageContaining("does not hold");
        lock.lock();
        timeline.orderedBy(lock).mark("paid");

        assertNoneAfter(timeline, "paid", "shipped");
    }

    @RepeatedTest(20)
    void eachOrderHasItsOwnPayment(Timeline timeline) {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(order -> CompletableFuture.runAsync(() -> timeline.mark("paid"), POOL)
                                .thenRunAsync(() -> timeline.mark("shipped"), POOL))
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        assertEachOrdered(timeline, "paid", "shipped");
        assertFails(() -> assertOrdered(timeline, "paid", "shipped"), "nothing orders \"paid\" before \"shipped\"");
        assertFails(() -> assertEachOrdered(timeline, "shipped", "paid"), "no \"shipped\" of its own before it");
    }

    @Test
    void onePaymentDoesNotServeTwoOrders(Timeline timeline) {
        timeline.mark("paid");
        timeline.mark("shipped");
        timeline.mark("shipped");

        assertFails(() -> assertEachOrdered(timeline, "paid", "shipped"), "no \"paid\" of its own before it");
    }

    @Test
    void aNameThatHasNotHappenedIsAFault(Timeline timeline) {
        timeline.mark("paid");

        assertFails(() -> assertOrdered(timeline, "paid", "shipped"), "nothing named \"shipped\" has happened");
        assertFails(() -> assertUnordered(timeline, "shipped", "paid"), "These marks were made: {paid=1}");
        assertFails(() -> assertEachOrdered(timeline, "shipped", "paid"), "nothing named");
        assertFails(() -> assertNoneAfter(timeline, "shipped", "paid"), "nothing named");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFails(Runnable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageContaining(message);
    }
}
