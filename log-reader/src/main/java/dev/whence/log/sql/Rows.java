package dev.whence.log.sql;

import dev.whence.log.sql.RowSink.Column;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a result, with values that do not depend on the database. */
final class Rows {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final Pattern NUMERIC = Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*");

    private final ResultSet rows;

    Rows(ResultSet rows) {
        this.rows = rows;
    }

    /** Gives all rows to a sink. Returns how many there are. */
    long forEach(RowSink sink) throws SQLException {
        List<Column> columns = columns(rows.getMetaData());
        sink.begin(columns);
        long count = 0;
        for (; rows.next(); count++) {
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(i));
            }
            sink.row(row);
        }
        sink.end();
        return count;
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String label = data.getColumnLabel(i);
            String name = label;
            for (int other = 2; !names.add(name); other++) {
                name = label + "_" + other;
            }
            columns.add(
                    new Column(name, NUMERIC.matcher(data.getColumnTypeName(i)).matches()));
        }
        return columns;
    }

    private @Nullable Object value(int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof Timestamp) {
            // Not by way of the time zone of this machine, where there may be no such time.
            return TIME.format(rows.getObject(column, LocalDateTime.class));
        }
        if (value instanceof Blob) {
            return rows.getString(column);
        }
        return plain(value);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof LocalDateTime time) {
            return TIME.format(time);
        }
        if (value instanceof Array array) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Object each : (Object[]) array.getArray()) {
                values.add(plain(each));
            }
            return values;
        }
        return value.toString();
    }
}
