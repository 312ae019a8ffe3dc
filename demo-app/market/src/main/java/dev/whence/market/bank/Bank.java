package dev.whence.market.bank;

import dev.whence.market.service.Database;
import dev.whence.market.service.Fault;
import dev.whence.market.service.HttpService;
import dev.whence.market.service.ParentLine;
import dev.whence.market.service.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The service that charges cards: {@code POST /charges?order=1&card=4111-1111}. */
public final class Bank {
    private static final Logger LOG = LoggerFactory.getLogger(Bank.class);
    private static final String DECLINED = "declined";
    private static final int COPIES = 20;
    private static final int SLOW_MILLIS = 200;

    private static final Fault HANGS =
            new Fault("bank-hangs", "The bank does not answer: each charge waits for a ledger that never opens.");
    private static final Fault QUEUE_GROWS = new Fault(
            "queue-grows", "The bank prints each receipt twenty times, and slowly, in a pool whose queue has no end.");

    private final ExecutorService printer = Workers.pool("printer-", 1);
    private final JdbcTemplate ledger = Database.open("ledger", "order_id bigint, approved boolean");

    private Bank() {}

    /** Starts the bank. */
    public static void main(String[] arguments) {
        ParentLine.run(List.of(HANGS, QUEUE_GROWS), () -> List.of(HttpService.open("/charges", new Bank()::charge)));
    }

    private boolean charge(Map<String, String> parameters) {
        long order = Long.parseLong(parameters.getOrDefault("order", ""));
        LOG.info("checking card of {}", order);
        if (HANGS.isOn()) {
            HANGS.off().join();
        }
        boolean approved = !DECLINED.equals(parameters.get("card"));
        ledger.update("insert into ledger values (?, ?)", order, approved);
        LOG.info(approved ? "card approved for {}" : "card refused for {}", order);
        printer.execute(() -> LOG.info("receipt of {} is printed", order));
        for (int i = 1; i < COPIES && QUEUE_GROWS.isOn(); i++) {
            printer.execute(Bank::printCopy);
        }
        return approved;
    }

    private static void printCopy() {
        if (QUEUE_GROWS.isOn()) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
