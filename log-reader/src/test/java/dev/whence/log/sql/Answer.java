package dev.whence.log.sql;

import dev.whence.log.LogFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a statement returns, for tests. */
final class Answer implements RowSink {
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /** Asks a log. */
    static List<List<@Nullable Object>> of(LogFiles files, String sql) {
        try (LogDatabase log = LogDatabase.open(null, null)) {
            log.create();
            log.load(files);
            return of(log, sql);
        }
    }

    /** Asks a database. */
    static List<List<@Nullable Object>> of(LogDatabase log, String sql) {
        Answer answer = new Answer();
        log.run(sql, answer);
        return answer.rows;
    }

    /** Returns the first values of all rows, as texts. */
    static List<String> texts(List<List<@Nullable Object>> rows) {
        return rows.stream().map(row -> String.valueOf(row.get(0))).toList();
    }

    @Override
    public void begin(List<Column> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
        rows.add(values);
    }

    @Override
    public void end() {}
}
