package dev.whence.log.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
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

    private static final String TEMPLATE = resource("page.html");
    private static final String STYLE = resource("page.css");

    private final String title;
    private final String policy;
    private final List<String> scripts;

    private Page(String title, String connect) {
        this.title = title;
        this.scripts = SCRIPTS.stream().map(Page::resource).toList();
        String hashes = scripts.stream().map(Page::hash).collect(Collectors.joining(" "));
        this.policy = "default-src 'none'; script-src " + hashes + "; style-src " + hash(STYLE) + "; connect-src "
                + connect + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types";
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
        return policy;
    }

    /** Writes the page with its log. */
    public void write(PageLog log, Writer out) throws IOException {
        write(out, () -> PageData.write(log, out));
    }

    /** Writes the page without a log. It asks for it. */
    void writeEmpty(Writer out) throws IOException {
        write(out, () -> {});
    }

    private interface Data {
        void write() throws IOException;
    }

    private void write(Writer out, Data data) throws IOException {
        String[] parts = TEMPLATE.split("\\{data}", 2);
        out.write(parts[0].replace("{policy}", policy).replace("{style}", STYLE).replace("{title}", escaped(title)));
        data.write();
        String elements = scripts.stream()
                .map(script -> "<script>" + script + "</script>")
                .collect(Collectors.joining("\n"));
        out.write(parts[1].replace("{scripts}", elements));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String hash(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
