package dev.whence.agent.cli;

import dev.whence.log.view.Tty;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that shows a screen which is drawn again and again, and that hands over each key at once. When this is
 * closed, or when the process ends in any way but by force, the terminal is as it was.
 */
final class Terminal implements AutoCloseable {
    /** Another screen, without a cursor and without a wrap of long lines. */
    private static final String BEGIN = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String END = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4}) ([0-9]{1,4})");

    private final PrintStream out;
    private final String before;
    private final Thread restoring = new Thread(this::restore);

    /** Whether the terminal is as it was. Guarded by this. */
    private boolean isRestored;

    /**
     * The size of a terminal.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     */
    record Size(int rows, int columns) {}

    private Terminal(PrintStream out, String before) {
        this.out = out;
        this.before = before;
    }

    /** Begins to show a screen. Returns null if there is no terminal that can. */
    static @Nullable Terminal open(PrintStream out) {
        String kind = System.getenv("TERM");
        String before = kind == null || kind.equals("dumb") || !Tty.isTerminal() ? null : Tty.stty("-g");
        if (before == null) {
            return null;
        }
        Terminal terminal = new Terminal(out, before);
        Runtime.getRuntime().addShutdownHook(terminal.restoring);
        // A program that is suspended would leave the terminal as it is now. So no key suspends it.
        if (Tty.stty("-icanon", "-echo", "susp", "undef") == null) {
            terminal.close();
            return null;
        }
        terminal.print(BEGIN);
        return terminal;
    }

    /** Returns the size. It changes when the user changes the window. */
    Size size() {
        String told = Tty.stty("size");
        Matcher size = SIZE.matcher(told == null ? "" : told);
        return size.matches() && !size.group(1).equals("0")
                ? new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
                : new Size(24, 80);
    }

    /** Shows lines, and nothing else. */
    void show(List<String> lines) {
        StringBuilder screen = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            screen.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(REST_OF_LINE);
        }
        print(screen.append(REST_OF_SCREEN).toString());
    }

    private synchronized void print(String text) {
        if (!isRestored) {
            out.print(text);
            out.flush();
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restoring);
        } catch (IllegalStateException ending) {
            // The process ends, and has done the same.
        }
    }

    private synchronized void restore() {
        if (!isRestored) {
            print(END);
            isRestored = true;
            Tty.stty(before);
        }
    }
}
