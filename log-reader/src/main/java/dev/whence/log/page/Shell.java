package dev.whence.log.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What all pages have around their content: a title, a style, scripts, and the policy that lets the browser use these, as
 * their hashes tell, and nothing else.
 */
final class Shell {
    private final String title;
    private final String template;
    private final String style;
    private final List<String> scripts;
    private final String policy;

    /** Writes the content of a page. */
    interface Content {
        void write() throws IOException;
    }

    /**
     * Makes a shell.
     *
     * @param name the name of the template and of the style
     * @param scripts the scripts in the order in which they need each other
     * @param connect where the page may connect to, as in the policy
     */
    Shell(String title, String name, List<String> scripts, String connect) {
        this.title = title;
        this.template = resource(name + ".html");
        this.style = resource("look.css") + resource(name + ".css");
        this.scripts = scripts.stream().map(Shell::resource).toList();
        String hashes = this.scripts.stream().map(Shell::hash).collect(Collectors.joining(" "));
        this.policy = "default-src 'none'; script-src " + hashes + "; style-src " + hash(style) + "; connect-src "
                + connect + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types";
    }

    String policy() {
        return policy;
    }

    void write(Writer out, Content content) throws IOException {
        String[] parts = template.split("\\{data}", 2);
        out.write(parts[0].replace("{policy}", policy).replace("{style}", style).replace("{title}", escaped(title)));
        content.write();
        String elements = scripts.stream()
                .map(script -> "<script>" + script + "</script>")
                .collect(Collectors.joining("\n"));
        out.write(parts[1].replace("{scripts}", elements));
    }

    static String escaped(String text) {
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
        try (InputStream in = Objects.requireNonNull(Shell.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
