package dev.whence.log.sql;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.merge.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database with the relations of a log: {@code lines}, {@code events}, {@code edges}, {@code operations} and
 * {@code clocks}.
 */
public final class LogDatabase implements AutoCloseable {
    private final Connection connection;

    /** Where the database puts what does not fit into memory. */
    private final Path overflow;

    private LogDatabase(Connection connection, Path overflow) {
        this.connection = connection;
        this.overflow = overflow;
    }

    /**
     * Opens a database.
     *
     * @param driver the jar of the driver; it is looked for if that is null
     * @param file the file that keeps the database, or null for one in memory
     */
    public static LogDatabase open(@Nullable Path driver, @Nullable Path file) {
        Driver found = DriverSearch.find(driver);
        Path overflow = temporaryFolder();
        Properties properties = new Properties();
        properties.put("temp_directory", overflow.toString());
        // Nothing is fetched from the network unless a statement says so.
        properties.put("autoinstall_known_extensions", "false");
        try {
            return new LogDatabase(found.connect("jdbc:duckdb:" + (file == null ? "" : file), properties), overflow);
        } catch (SQLException e) {
            delete(overflow);
            throw new SqlFailure(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("whence-sql");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /** Creates the relations, without rows, in the place of those that there are. */
    public void create() {
        execute("tables.sql");
    }

    /** Fails if a statement is wrong, as far as that can be told without running it. */
    public void check(String sql) {
        int end = sql.strip().indexOf(';');
        boolean isOne = end < 0 || end == sql.strip().length() - 1;
        // Of several statements all but the last would run.
        if (isOne) {
            try {
                connection.prepareStatement(sql).close();
            } catch (SQLException e) {
                throw new SqlFailure(e);
            }
        }
    }

    /** What must be known of the whole log before a line can be added. */
    private static final class FirstReading {
        final ClockBounds bounds = new ClockBounds();
        boolean needsGraph;

        void see(LogRecord record) {
            bounds.seeEffect(record);
            needsGraph |= Overrides.needsGraph(record);
        }
    }

    /** Fills the relations. The files are read twice, or four times if lines cannot be sorted by their own stamps. */
    public void load(LogFiles files) {
        FirstReading first = new FirstReading();
        files.withoutProblems().forEach(first::see);
        Overrides overrides = first.needsGraph ? Overrides.of(files.withoutProblems()) : Overrides.NONE;
        try (RowAppender rows = new RowAppender(connection, "lines")) {
            LineTable table = new LineTable(rows, overrides);
            files.forEach(record -> {
                first.bounds.seeCause(record);
                add(record, table);
            });
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
        addClocks(first.bounds.clocks());
        execute("edges.sql");
    }

    private static void add(LogRecord record, LineTable table) {
        try {
            table.add(record);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private void addClocks(Clocks clocks) {
        try (RowAppender rows = new RowAppender(connection, "clocks")) {
            for (var clock : clocks.offsets().entrySet()) {
                rows.beginRow()
                        .text(clock.getKey())
                        .text(clocks.service(clock.getKey()))
                        .number(clock.getValue().guess())
                        .micros(clock.getValue().least())
                        .micros(clock.getValue().most())
                        .endRow();
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private void execute(String resource) {
        try (InputStream in = LogDatabase.class.getResourceAsStream(resource);
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + resource);
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Runs statements. Gives the rows of the last one to a sink, and returns how many there are; -1 if it has none. */
    public long run(String sql, RowSink sink) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!statement.execute()) {
                return -1;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return new Rows(rows).forEach(sink);
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        } finally {
            delete(overflow);
        }
    }

    /** The database has deleted its files in it. */
    private static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException leftForTheSystem) {
            // It is among temporary files.
        }
    }
}
