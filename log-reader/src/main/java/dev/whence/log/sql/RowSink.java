package dev.whence.log.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a result. */
public interface RowSink {
    /**
     * A column.
     *
     * @param name its name; no two columns of a result have the same
     * @param isNumeric whether its values are numbers
     */
    record Column(String name, boolean isNumeric) {}

    /** Takes the columns, before the first row. */
    void begin(List<Column> columns);

    /** Takes a row. A value is null, a {@link Boolean}, {@link Number} or {@link String}, or a list of these. */
    void row(List<@Nullable Object> values);

    /** Takes the end of the result. */
    void end();
}
