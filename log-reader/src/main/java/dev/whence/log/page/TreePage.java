package dev.whence.log.page;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Trees as one page in the look of the {@link Page} of a log. They can be folded and searched. All that is given is text,
 * and is shown as such.
 */
public final class TreePage {
    private final Shell shell;
    private final StringBuilder content = new StringBuilder();

    /** What a node is, which has a colour of its own. */
    public enum Kind {
        /** Nothing of the others. */
        plain,
        /** It waits. */
        waits,
        /** It runs. */
        runs,
        /** It is the reason why others wait. */
        cause,
        /** It is shown elsewhere. */
        again
    }

    /** Makes an empty page. */
    public TreePage(String title) {
        shell = new Shell(title, "tree", List.of("theme.js", "tree.js"), "'none'");
    }

    /** Adds a line of text between the trees. */
    public void line(String text) {
        content.append("<p>").append(Shell.escaped(text)).append("</p>\n");
    }

    /** Begins a node, with some smaller lines. Nodes that are begun before its {@link #end} are below it. */
    public void begin(Kind kind, String headline, List<String> lines) {
        content.append("<details open><summary class=\"").append(kind).append("\">");
        headline(headline, lines);
        content.append("</summary>\n");
    }

    /** Ends the node that was begun last. */
    public void end() {
        content.append("</details>\n");
    }

    /** Adds a node with nothing below it. */
    public void leaf(Kind kind, String headline, List<String> lines) {
        content.append("<div class=\"leaf ").append(kind).append("\">");
        headline(headline, lines);
        content.append("</div>\n");
    }

    private void headline(String headline, List<String> lines) {
        content.append("<span class=\"what\">").append(Shell.escaped(headline)).append("</span>");
        for (String line : lines) {
            content.append("<div class=\"frame\">").append(Shell.escaped(line)).append("</div>");
        }
    }

    /** Writes the page. */
    public void write(Writer out) throws IOException {
        shell.write(out, () -> out.write(content.toString()));
    }
}
