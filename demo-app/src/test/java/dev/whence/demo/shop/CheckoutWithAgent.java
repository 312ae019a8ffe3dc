package dev.whence.demo.shop;

import static dev.whence.testing.TimelineAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.log.LogFile;
import dev.whence.demo.log.LogFile.Format;
import dev.whence.demo.web.Threads;
import dev.whence.testing.AsyncTest;
import dev.whence.testing.NoFindings;
import dev.whence.testing.Timeline;
import dev.whence.testing.TimelineExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the order in which the checkout works, which need the agent. */
@NoFindings
@ExtendWith(TimelineExtension.class)
class CheckoutWithAgent {
    private static final Database DATABASE = Database.open();
    private static final Outbox OUTBOX = Outbox.start();
    private static final ExecutorService INVENTORY_POOL = Threads.pool("inventory", 2);
    private static final ExecutorService PAYMENTS_POOL = Threads.pool("payments", 2);

    private static LogFile log;
    private static PaymentGateway gateway;
    private static Inventory inventory;
    private static Checkout checkout;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        log = LogFile.open(folder.resolve("shop.log"), Format.plain);
        gateway = PaymentGateway.open(0);
        inventory = new Inventory(DATABASE);
        checkout = new Checkout(
                new Orders(DATABASE), inventory, new Payments(gateway.uri()), OUTBOX, INVENTORY_POOL, PAYMENTS_POOL);
    }

    @AfterAll
    static void close() {
        Threads.shutDown(PAYMENTS_POOL);
        Threads.shutDown(INVENTORY_POOL);
        OUTBOX.close();
        gateway.close();
        DATABASE.close();
        log.close();
    }

    @BeforeEach
    void refill() {
        inventory.refill();
    }

    @Test
    void chargesOnceTheBankHasAnsweredAndTheItemsAreReserved(Timeline timeline) {
        checkout.pay(new Order(1, "lamp", 2, "4111")).join();

        assertThat(timeline)
                .ordered(timeline.logged("asking the bank"), timeline.logged("charging card"))
                .ordered(timeline.logged("reserving 2 items"), "charging card")
                .ordered("charging card", timeline.logged("order paid"))
                .unordered("asking the bank", "reserving 2 items");
    }

    /** What was reserved is released, whatever comes first. */
    @AsyncTest(schedules = 10)
    void releasesTheItemsOfADeclinedCard(Timeline timeline) {
        OrderStatus status = checkout.pay(new Order(2, "lamp", 2, PaymentGateway.DECLINED_CARD))
                .join();

        assertThat(status.reason()).isEqualTo("card declined");
        assertThat(timeline).ordered(timeline.logged("reserving 2 items"), timeline.logged("releasing 2 items"));
        assertThat(inventory.refill()).isZero();
    }
}
