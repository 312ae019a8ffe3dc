package dev.whence.market.stock;

import dev.whence.market.service.Database;
import dev.whence.market.service.Fault;
import dev.whence.market.service.HttpService;
import dev.whence.market.service.Mail;
import dev.whence.market.service.ParentLine;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The service that reserves goods, {@code POST /reservations?order=1&item=lamp&quantity=2}, and packs the parcels of paid
 * orders.
 */
public final class Stock {
    private static final Logger LOG = LoggerFactory.getLogger(Stock.class);
    private static final long PLENTY = 1_000_000_000;

    private static final Shelves SHELVES = new Shelves();
    private static final Fault STARVES = new Fault(
            "stock-starves",
            "The stock looks goods up in a pool of two threads, which wait there for other work of the same pool.",
            SHELVES::clear);

    private final JdbcTemplate items = Database.open("items", "name varchar(40), left_over bigint");

    private Stock() {}

    /** Starts the stock and the broker. */
    public static void main(String[] arguments) {
        ParentLine.run(List.of(STARVES), () -> new Stock().start());
    }

    private List<String> start() throws Exception {
        for (String item : List.of("lamp", "chair", "table")) {
            items.update("insert into items values (?, ?)", item, PLENTY);
        }
        String broker = Broker.start();
        Mail mail = Mail.of(broker);
        mail.receive("parcels", order -> pack(order, mail));
        return List.of(HttpService.open("/reservations", this::reserve), broker);
    }

    private boolean reserve(Map<String, String> parameters) throws Exception {
        String item = parameters.getOrDefault("item", "");
        long quantity = Long.parseLong(parameters.getOrDefault("quantity", ""));
        LOG.info("reserving {} {} for {}", quantity, item, parameters.get("order"));
        return STARVES.isOn() ? SHELVES.look(() -> take(item, quantity)) : take(item, quantity);
    }

    private boolean take(String item, long quantity) {
        int rows = items.update(
                "update items set left_over = left_over - ? where name = ? and left_over >= ?",
                quantity,
                item,
                quantity);
        LOG.info(rows > 0 ? "{} is there" : "{} is sold out", item);
        return rows > 0;
    }

    private static void pack(long order, Mail mail) {
        LOG.info("packing the parcel of {}", order);
        mail.send("shipped", order);
    }
}
