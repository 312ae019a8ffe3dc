package dev.whence.demo.shop;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stock in the database. */
final class Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
    private static final List<String> ITEMS = List.of("lamp", "chair", "table");

    /** So many that a load does not run out of stock between two rounds of restocking. */
    private static final int FULL = 100_000;

    private final Database database;

    Inventory(Database database) {
        this.database = database;
        ITEMS.forEach(item -> database.update("insert into stock values (?, ?)", item, FULL));
    }

    /** @throws IllegalStateException if there are too few in stock */
    void reserve(Order order) {
        LOG.atInfo().addKeyValue("order", order.id()).log("reserving {} items", order.quantity());
        String sql = "update stock set quantity = quantity - ? where item = ? and quantity >= ?";
        if (database.update(sql, order.quantity(), order.item(), order.quantity()) == 0) {
            throw new IllegalStateException("out of stock: " + order.item());
        }
    }

    void release(Order order) {
        LOG.atInfo().addKeyValue("order", order.id()).log("releasing {} items", order.quantity());
        database.update("update stock set quantity = quantity + ? where item = ?", order.quantity(), order.item());
    }

    /** Fills up what is not full, and returns how many kinds of item that were. */
    int refill() {
        return database.update("update stock set quantity = ? where quantity < ?", FULL, FULL);
    }
}
