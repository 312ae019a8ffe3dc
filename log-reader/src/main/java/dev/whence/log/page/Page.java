package dev.whence.log.page;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A log as one page that needs nothing else: no network, no library, no fonts.
 *
 * <p>Its policy lets the browser run these scripts and use this style, as their hashes tell, and nothing else. So a text
 * of the log could not run even if it became part of the page.
 */
public final class Page {
    /** The scripts in the order in which they need each other. */
    private static final List<String> SCRIPTS = List.of(
            "log.js",
            "order.js",
            "times.js",
            "filter.js",
            "lanes.js",
            "edges.js",
            "theme.js",
            "drawing.js",
            "rows.js",
            "minimap.js",
            "details.js",
            "page.js",
            "keys.js",
            "live.js");

    private static final int LONGEST_TITLE = 40;

    private final Shell shell;

    private Page(String title, String connect) {
        this.shell = new Shell(title, "page", SCRIPTS, connect);
    }

    /** Returns a page that never asks for anything. */
    public static Page of(String title) {
        return new Page(title, "'none'");
    }

    /** Returns a page that asks the server that it comes from for its log. */
    static Page live(String title) {
        return new Page(title, "'self'");
    }

    /** Returns the title of the page of some files. */
    public static String title(List<String> files) {
        String names =
                files.stream().map(file -> Path.of(file).getFileName() + "").collect(Collectors.joining(", "));
        return names.length() <= LONGEST_TITLE ? names : files.size() + " files";
    }

    /** Returns what the browser is allowed to do, as in the header {@code Content-Security-Policy}. */
    String policy() {
        return shell.policy();
    }

    /** Writes the page with its log. */
    public void write(PageLog log, Writer out) throws IOException {
        shell.write(out, () -> PageData.write(log, out));
    }

    /** Writes the page without a log. It asks for it. */
    void writeEmpty(Writer out) throws IOException {
        shell.write(out, () -> {});
    }
}
