package dev.whence.log.sql;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result as comma-separated values, with the names in the first line. A value that is missing is empty. */
public final class CsvRows implements RowSink {
    private final PrintWriter out;

    /** Creates a form of CSV. */
    public CsvRows(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) {
        print(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(List<@Nullable Object> values) {
        print(values.stream()
                .map(value -> value == null ? "" : value.toString())
                .toList());
    }

    @Override
    public void end() {}

    private void print(List<String> cells) {
        out.print(cells.stream().map(CsvRows::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private static String quoted(String cell) {
        boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
