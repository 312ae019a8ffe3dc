package dev.whence.stores;

import dev.whence.log.sql.RowSink.Column;
import dev.whence.log.sql.TableText;
import dev.whence.log.view.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Rows as they are shown in the page. */
final class Table {
    static String text(List<String> columns, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        TableText table = new TableText(new Screen(200, false, false), new PrintWriter(text));
        table.begin(columns.stream().map(name -> new Column(name, false)).toList());
        rows.forEach(row -> table.row(List.copyOf(row)));
        table.end();
        return text.toString();
    }

    private Table() {}
}
