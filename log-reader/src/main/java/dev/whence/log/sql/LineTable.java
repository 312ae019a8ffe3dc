package dev.whence.log.sql;

import dev.whence.log.Causal;
import dev.whence.log.Causal.Gap;
import dev.whence.log.Causal.TaskStart;
import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import dev.whence.log.merge.Overrides;
import dev.whence.log.merge.SortKey;
import java.sql.SQLException;
import java.util.Locale;

/** Appends records to the table {@code lines}. The order of the values is that of the columns in {@code tables.sql}. */
final class LineTable {
    private final RowAppender row;
    private final Overrides overrides;

    LineTable(RowAppender row, Overrides overrides) {
        this.row = row;
        this.overrides = overrides;
    }

    void add(LogRecord record) throws SQLException {
        Causal causal = record.causal();
        row.beginRow()
                .text(record.origin().file())
                .number(record.origin().line())
                .text(record.kind().name().toLowerCase(Locale.ROOT))
                .text(record.id())
                .text(causal.task())
                .positive(causal.n())
                .text(record.process())
                .text(causal.hlc() == 0 ? "" : Stamp.format(causal.hlc()))
                .text(stamp(record));
        addEvent(record.event());
        row.texts(causal.after().stream().map(Edge::from).toList())
                .texts(causal.after().stream().map(Edge::via).toList())
                .positive(causal.seq())
                .truth(causal.isClockAhead())
                .truth(causal.isAfterTruncated());
        addRare(causal);
        row.text(record.origin().text()).endRow();
    }

    /** As a text that sorts as the key does: most lines have their own stamp, and the others come right behind one. */
    private String stamp(LogRecord record) {
        SortKey key = overrides.key(record);
        if (key.stamp() == 0 && key.rank() == 0) {
            return "";
        }
        return Stamp.format(key.stamp()) + (key.rank() == 0 ? "" : ".%08x".formatted(key.rank()));
    }

    private void addEvent(Event event) throws SQLException {
        row.time(event.time())
                .text(event.service())
                .text(event.instance())
                .text(event.severity())
                .text(event.logger())
                .text(event.thread())
                .text(event.correlation())
                .text(event.body())
                .text(event.exception());
    }

    private void addRare(Causal causal) throws SQLException {
        TaskStart start = causal.start();
        row.text(start == null ? "" : start.site())
                .time(start == null ? LogTime.UNKNOWN : start.submitted())
                .time(start == null ? LogTime.UNKNOWN : start.begun());
        Gap gap = causal.gap();
        row.positive(gap == null ? 0 : gap.dropped());
    }
}
