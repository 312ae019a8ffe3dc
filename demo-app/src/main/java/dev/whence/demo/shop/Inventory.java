package dev.whence.demo.shop;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stock of items in the database. */
final class Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
    private static final List<String> ITEMS = List.of("lamp", "chair", "table");

    /** The full stock of an item. A load cannot use it up between two runs of the restocking job. */
    private static final int FULL = 100_000;

    private final Database database;

    Inventory(Database database) {
        this.database = database;
        ITEMS.forEach(item -> database.update("insert into stock values (?, ?)", item, FULL));
    }

    /**
     * Reserves the items of an order.
     *
     * @throws IllegalStateException if there are not enough items in stock
     */
    void reserve(Order order) {
        LOG.atInfo().addKeyValue("order", order.id()).log("reserving {} items", order.quantity());
        String sql = "update stock set quantity = quantity - ? where item = ? and quantity >= ?";
        if (database.update(sql, order.quantity(), order.item(), order.quantity()) == 0) {
            throw new IllegalStateException("out of stock: " + order.item());
        }
    }

    /** Returns the items of an order to the stock. */
    void release(Order order) {
        LOG.atInfo().addKeyValue("order", order.id()).log("releasing {} items", order.quantity());
        database.update("update stock set quantity = quantity + ? where item = ?", order.quantity(), order.item());
    }

    /** Refills the stock of all items, and returns the number of items whose stock was not full. */
    int refill() {
        return database.update("update stock set quantity = ? where quantity < ?", FULL, FULL);
    }
}
