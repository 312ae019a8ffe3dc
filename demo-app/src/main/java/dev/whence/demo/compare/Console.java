package dev.whence.demo.compare;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/** What is printed to: {@value #WIDTH} columns, with colours only on a terminal, with box glyphs only in UTF-8. */
public final class Console {
    /** No line is wider. */
    public static final int WIDTH = 100;

    private final PrintWriter out;
    private final boolean glyphs;
    private final boolean colours;

    Console(PrintWriter out, boolean glyphs, boolean colours) {
        this.out = out;
        this.glyphs = glyphs;
        this.colours = colours;
    }

    /** The console of this process behind a writer. */
    public static Console of(PrintWriter out) {
        return new Console(out, charset().equals(StandardCharsets.UTF_8), Ansi.AUTO.enabled());
    }

    /** Standard output in the charset that whoever reads it expects. */
    public static PrintWriter stdout() {
        return new PrintWriter(new OutputStreamWriter(System.out, charset()), true);
    }

    /** The first is set from JDK 19, the second on 17 if there is a terminal. */
    private static Charset charset() {
        String terminal = System.getProperty(
                "sun.stdout.encoding", Charset.defaultCharset().name());
        return Charset.forName(System.getProperty("stdout.encoding", terminal));
    }

    /** A line across. */
    public void rule() {
        out.println((glyphs ? "─" : "-").repeat(WIDTH));
    }

    /** Two cells beside each other; what does not fit is cut. */
    public void row(Cell left, Cell right) {
        int half = WIDTH / 2 - 2;
        String gap = " ".repeat(Math.max(0, half - left.text().length()));
        String separator = glyphs ? "│" : "|";
        out.println((fitted(left, half, gap) + " " + separator + " " + fitted(right, half + 1, "")).stripTrailing());
    }

    private String fitted(Cell cell, int width, String padding) {
        String text = fit(cell.text(), width);
        return (colours ? cell.style().apply(text) : text) + padding;
    }

    private String fit(String text, int width) {
        String cut = glyphs ? "…" : "...";
        return text.length() <= width ? text : text.substring(0, width - cut.length()) + cut;
    }
}
