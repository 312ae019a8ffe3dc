package dev.whence.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each kind of fault is found, and that a log without faults is accepted. */
class LoadCheckTest {
    private static final OrderLoad TWO_ORDERS = new OrderLoad(7780, 2, 1);

    private final Path folder;

    private final List<String> log = new ArrayList<>(List.of(
            line(7780, "POST /orders 7780"),
            line(7781, "POST /orders 7781"),
            line(7781, "asking the bank"),
            line(7780, "asking the bank"),
            line(7780, "checking card"),
            line(7781, "checking card"),
            line(7781, "card refused"),
            line(7780, "card approved"),
            line(7780, "reserving 2 items"),
            line(7780, "charging card"),
            " 21:14:07.481 INFO  [] [outbox] Outbox - sent 1 confirmations",
            line(7781, "reserving 2 items"),
            line(7780, "order paid"),
            line(7781, "charging card"),
            line(7781, "order failed"),
            "java.lang.IllegalStateException: card declined",
            "\tat dev.whence.demo.shop.Payments.charge(Payments.java:42)",
            line(7781, "releasing 2 items")));

    LoadCheckTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void acceptsALogInWhichAllIsRight() throws IOException {
        assertThat(check().isGood()).as(check().toString()).isTrue();
    }

    @Test
    void findsAMissingLine() throws IOException {
        log.remove(line(7781, "charging card"));
        assertFault("1 missing", "order 7781: charging card");
    }

    @Test
    void findsADoubledLine() throws IOException {
        log.add(line(7780, "order paid"));
        assertFault("1 doubled or unknown", "order 7780: order paid");
    }

    @Test
    void findsALineOfAnOrderThatNobodySent() throws IOException {
        log.add(line(1, "order paid"));
        assertFault("1 doubled or unknown", "order 1: order paid");
    }

    @Test
    void findsALineWithoutACorrelation() throws IOException {
        log.set(3, log.get(3).replace("[order-7780]", "[]"));
        assertFault("1 without a correlation", "order 7780: asking the bank");
    }

    @Test
    void findsALineInAnotherCorrelation() throws IOException {
        log.set(3, log.get(3).replace("[order-7780]", "[order-7781]"));
        assertFault("1 with a wrong correlation", "order 7780: asking the bank [order-7781]");
    }

    @Test
    void findsAJobInTheCorrelationOfAnOrder() throws IOException {
        log.set(10, log.get(10).replace("[]", "[order-7780]"));
        assertFault("1 with a wrong correlation", "no order: sent 1 confirmations [order-7780]");
    }

    private void assertFault(String kind, String example) throws IOException {
        assertThat(check().isGood()).isFalse();
        assertThat(check().toString()).contains(" " + kind, example);
    }

    private LoadCheck check() throws IOException {
        return LoadCheck.of(TWO_ORDERS, Files.write(folder.resolve("shop.log"), log));
    }

    private static String line(long order, String message) {
        return "order=%d 21:14:07.481 INFO  [order-%d] [payments-1] Payments - %s".formatted(order, order, message);
    }
}
