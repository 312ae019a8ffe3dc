package dev.whence.stores;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.postgresql.PGConnection;

/** The queries for PostgreSQL, in a server of the release that the pom names. */
class PostgresTest {
    @DisplayName("PostgreSQL answers as the page says")
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void answers() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection()) {
            QueriesPage.check("postgresql", new Postgres(connection));
        }
    }

    private record Postgres(Connection connection) implements Store {
        @Override
        public void load(String command, Path file) throws Exception {
            String copy = command.replaceFirst("(?s).*-c \"([^\"]*)\".*", "$1");
            try (InputStream in = Files.newInputStream(file)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, in);
            }
        }

        @Override
        public String ask(String query) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(query) ? rows(statement.getResultSet()) : "";
            }
        }

        private static String rows(ResultSet result) throws SQLException {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(result.getString(i) == null ? "" : result.getString(i));
                }
                rows.add(row);
            }
            return Table.text(columns, rows);
        }
    }
}
