package dev.whence.services.spring;

import dev.whence.services.Orders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Prices in a database, behind a pool of connections. */
@Component
class PriceTable {
    private final JdbcTemplate jdbc;
    private final Orders orders;

    PriceTable(JdbcTemplate jdbc, Orders orders) {
        this.jdbc = jdbc;
        this.orders = orders;
    }

    /** Logs that it was found. */
    void find(long order) {
        jdbc.queryForObject("select amount from price where id = ?", Long.class, order % 100);
        orders.priced(order);
    }
}
