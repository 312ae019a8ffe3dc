package dev.whence.agent.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * A table that is printed row by row, so that a slow check shows its progress. It is no wider than 100 columns, wraps
 * the text of its last column, and has colours only on a terminal that wants them.
 */
final class Table {
    private static final ColorScheme COLOURS = Help.defaultColorScheme(Ansi.AUTO);

    private final PrintStream out;
    private final int first;
    private final int second;
    private final int third;

    /** Creates a table of three columns with these widths. */
    Table(PrintStream out, int first, int second, int third) {
        this.out = out;
        this.first = first;
        this.second = second;
        this.third = third;
    }

    /** Prints the names of the columns. */
    void heading(String... cells) {
        print(cell(cells[0], Style.bold), cell(cells[1], Style.bold), cell(cells[2], Style.bold));
    }

    /** Prints a row whose second cell has a style. */
    void row(IStyle style, String... cells) {
        print(cell(cells[0], Style.reset), cell(cells[1], style), cell(cells[2], Style.reset));
    }

    private static Text cell(String text, IStyle style) {
        return COLOURS.apply(text, style == Style.reset ? List.of() : List.of(style));
    }

    private void print(Text... cells) {
        TextTable row = TextTable.forColumns(
                COLOURS,
                new Column(first, 0, Overflow.SPAN),
                new Column(second, 0, Overflow.SPAN),
                new Column(third, 0, Overflow.WRAP));
        row.addRowValues(cells);
        out.print(row);
    }
}
