package dev.whence.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/** The shop's in-memory H2 database, with the tables {@code orders} and {@code stock}. */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final JdbcConnectionPool pool;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    static Database open() {
        String url = "jdbc:h2:mem:shop-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        Database database = new Database(JdbcConnectionPool.create(url, "shop", ""));
        database.pool.setMaxConnections(CONNECTIONS);
        database.update("create table orders (id bigint primary key, status varchar not null, reason varchar)");
        database.update("create table stock (item varchar primary key, quantity int not null)");
        return database;
    }

    /**
     * Executes a statement.
     *
     * @return the number of changed rows
     * @throws DatabaseException if the database fails
     */
    int update(String sql, @Nullable Object... parameters) {
        return call(sql, PreparedStatement::executeUpdate, parameters);
    }

    /**
     * Prepares a statement, sets its parameters and runs a query on it.
     *
     * @throws DatabaseException if the database fails
     */
    <T> T call(String sql, Query<T> query, @Nullable Object... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return query.run(statement);
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    @Override
    public void close() {
        update("shutdown");
        pool.dispose();
    }

    /** A query on a prepared statement whose parameters are set. */
    interface Query<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** A failure of the database. It is not the fault of an order. */
    static final class DatabaseException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DatabaseException(String sql, SQLException cause) {
            super("the database failed at: " + sql, cause);
        }
    }
}
