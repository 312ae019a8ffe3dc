package dev.whence.services.spring;

import dev.whence.services.Orders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The prices in a database with a connection pool. */
@Component
class PriceTable {
    private final JdbcTemplate jdbc;
    private final Orders orders;

    PriceTable(JdbcTemplate jdbc, Orders orders) {
        this.jdbc = jdbc;
        this.orders = orders;
    }

    /** Finds a price, and logs that it was found. */
    void find(long order) {
        jdbc.queryForObject("select amount from price where id = ?", Long.class, order % 100);
        orders.priced(order);
    }
}
