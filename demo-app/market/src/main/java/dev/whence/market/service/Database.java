package dev.whence.market.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database of a service: embedded H2, or what the system property {@code market.database} names. */
public final class Database {
    private static final int CONNECTIONS = 4;

    private Database() {}

    /** Opens the database, and makes a table in it anew. */
    public static JdbcTemplate open(String table, String columns) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getProperty("market.database"));
        config.setMaximumPoolSize(CONNECTIONS);
        return renew(new JdbcTemplate(new HikariDataSource(config)), table, columns);
    }

    /** Makes a table anew. */
    public static JdbcTemplate renew(JdbcTemplate database, String table, String columns) {
        database.execute("drop table if exists " + table);
        database.execute("create table " + table + " (" + columns + ")");
        return database;
    }
}
