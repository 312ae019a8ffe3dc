package dev.whence.demo.shop;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The repository of orders. */
final class Orders {
    private final Database database;

    Orders(Database database) {
        this.database = database;
    }

    /**
     * Stores a new order.
     *
     * @throws IllegalStateException if an order with this id exists
     */
    Order open(Order order) {
        String sql = "insert into orders (id, status) select ?, ? where not exists (select 1 from orders where id = ?)";
        if (database.update(sql, order.id(), OrderStatus.OPEN, order.id()) == 0) {
            throw new IllegalStateException("order " + order.id() + " exists already");
        }
        return order;
    }

    /** Stores the final status of an order. */
    OrderStatus close(OrderStatus end) {
        database.update("update orders set status = ?, reason = ? where id = ?", end.status(), end.reason(), end.id());
        return end;
    }

    /** Finds the status of an order. */
    Optional<OrderStatus> find(long id) {
        return database.call("select id, status, reason from orders where id = ?", Orders::read, id);
    }

    private static Optional<OrderStatus> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new OrderStatus(row.getLong(1), row.getString(2), row.getString(3)))
                    : Optional.empty();
        }
    }
}
