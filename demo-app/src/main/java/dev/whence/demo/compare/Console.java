package dev.whence.demo.compare;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * A console of {@value #WIDTH} columns. It has colours only on a terminal, and box-drawing characters only in UTF-8.
 */
public final class Console {
    /** The width of the console in columns. */
    public static final int WIDTH = 100;

    private final PrintWriter out;
    private final boolean glyphs;
    private final boolean colours;

    Console(PrintWriter out, boolean glyphs, boolean colours) {
        this.out = out;
        this.glyphs = glyphs;
        this.colours = colours;
    }

    /** Returns the console of this process, which prints to this writer. */
    public static Console of(PrintWriter out) {
        return new Console(out, charset().equals(StandardCharsets.UTF_8), Ansi.AUTO.enabled());
    }

    /** Returns standard output in the charset of the terminal. */
    public static PrintWriter stdout() {
        return new PrintWriter(new OutputStreamWriter(System.out, charset()), true);
    }

    /** JDK 19 and later set {@code stdout.encoding}. JDK 17 sets {@code sun.stdout.encoding} if there is a terminal. */
    private static Charset charset() {
        String terminal = System.getProperty(
                "sun.stdout.encoding", Charset.defaultCharset().name());
        return Charset.forName(System.getProperty("stdout.encoding", terminal));
    }

    /** Prints a horizontal rule. */
    public void rule() {
        out.println((glyphs ? "─" : "-").repeat(WIDTH));
    }

    /** Prints two cells side by side. Texts that do not fit are cut. */
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
