package dev.whence.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.log.LogFile;
import dev.whence.demo.log.LogFile.Format;
import dev.whence.demo.shop.Shop;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a small load, without and with the agent. */
class CustomersTest {
    private static final OrderLoad LOAD = new OrderLoad(7760, 120, 32);

    private final Path folder;

    CustomersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyOrderIsAnsweredAndLoggedOnce() throws Exception {
        Path log = folder.resolve("shop.log");
        LoadSummary summary;
        try (LogFile file = LogFile.open(log, Format.orders);
                PaymentGateway gateway = PaymentGateway.open(0);
                Shop shop = Shop.open(0, gateway.uri())) {
            summary = new Customers(shop.orders()).send(LOAD);
        }
        assertThat(summary.isGood()).as(summary.toString()).isTrue();
        assertThat(summary.refused()).isEqualTo(1);
        assertThat(summary.peak()).isEqualTo(32);
        assertThat(LoadCheck.of(LOAD, log).toString()).contains(" 0 missing", " 0 doubled or unknown");
    }

    @Test
    void anOrderWithoutAResponseIsUnexpected() throws Exception {
        Shop shop = Shop.open(0, URI.create("http://localhost:1"));
        shop.close();
        assertThat(new Customers(shop.orders()).send(new OrderLoad(1, 2, 1)).unexpected())
                .isEqualTo(2);
    }
}
