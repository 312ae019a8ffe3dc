package dev.whence.log.sql;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as a table. The first rows tell how wide the columns are. Where they are wider than the screen together, the
 * widest are cut.
 */
public final class TableText implements RowSink {
    private static final int FIRST_ROWS = 1000;
    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    private final Screen screen;
    private final PrintWriter out;
    private List<Column> columns = List.of();
    private final List<List<String>> first = new ArrayList<>();
    private int @Nullable [] widths;

    /** Whether the screen is too narrow for the first rows. */
    private boolean isCut;

    /** Creates a table. */
    public TableText(Screen screen, PrintWriter out) {
        this.screen = screen;
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        List<String> cells = values.stream()
                .map(value -> value == null ? "" : screen.inert(value.toString()))
                .toList();
        if (widths != null) {
            print(cells, widths);
            return;
        }
        first.add(cells);
        if (first.size() == FIRST_ROWS) {
            printFirst();
        }
    }

    @Override
    public void end() {
        if (widths == null) {
            printFirst();
        }
    }

    private void printFirst() {
        List<String> names =
                columns.stream().map(column -> screen.inert(column.name())).toList();
        int[] found = new int[columns.size()];
        for (int i = 0; i < found.length; i++) {
            int column = i;
            int widest = first.stream()
                    .mapToInt(cells -> Columns.width(cells.get(column)))
                    .max()
                    .orElse(0);
            found[i] = Math.max(widest, Columns.width(names.get(i)));
        }
        fit(found);
        widths = found;
        out.println(screen.ink(Ink.STRONG, line(names, found)));
        first.forEach(cells -> print(cells, found));
        first.clear();
    }

    private void fit(int[] found) {
        int all = GAP.length() * (found.length - 1);
        int widest = 0;
        for (int i = 0; i < found.length; i++) {
            all += found[i];
            widest = found[i] > found[widest] ? i : widest;
        }
        isCut = all > screen.width();
        for (; all > screen.width() && found[widest] > NARROWEST; all--) {
            found[widest]--;
            for (int i = 0; i < found.length; i++) {
                widest = found[i] > found[widest] ? i : widest;
            }
        }
    }

    private void print(List<String> cells, int[] found) {
        out.println(line(cells, found));
    }

    private String line(List<String> cells, int[] found) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < found.length; i++) {
            String whole = cells.get(i);
            String cell = isCut ? Columns.cut(whole, found[i], screen.isAscii()) : whole;
            String space = " ".repeat(Math.max(0, found[i] - Columns.width(cell)));
            line.append(i == 0 ? "" : GAP).append(columns.get(i).isNumeric() ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
