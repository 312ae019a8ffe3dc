package dev.whence.agent.cli;

import dev.whence.log.page.TreePage;
import dev.whence.log.page.TreePage.Kind;
import dev.whence.log.view.Screen;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A dump as a page for a browser, with the same trees as {@link DumpText}. */
final class DumpPage {
    /** Nothing is cut, and the page has its own colours. */
    static final Screen SCREEN = new Screen(Integer.MAX_VALUE, false, false);

    private final JsonTree dump;
    private final DumpWords words;
    private final TreePage page;

    DumpPage(JsonTree dump, DumpWords words) {
        this.dump = dump;
        this.words = words;
        this.page = new TreePage(words.title(dump));
    }

    void write(Writer out) throws IOException {
        page.line(dump.text("time") + ": " + DumpWords.counts(dump));
        for (JsonTree group : words.groups(dump)) {
            page.begin(Kind.plain, words.beginGroup(group), List.of());
            node(group.object("example"));
            page.end();
        }
        words.internals(dump).forEach(page::line);
        long leftOut = dump.number("groupsLeftOut");
        if (leftOut > 0) {
            page.line(leftOut + " more groups; --limit shows more");
        }
        pools();
        page.write(out);
    }

    private void node(JsonTree node) {
        if (node.has("sameAs")) {
            page.leaf(Kind.again, words.again(node), List.of());
            return;
        }
        String line = words.line(node);
        List<JsonTree> others = words.below(node);
        if (others.isEmpty()) {
            page.leaf(node.text("state").equals("pending") ? Kind.cause : kind(node), line, words.frames(node));
        } else {
            page.begin(kind(node), line, words.frames(node));
            others.forEach(this::node);
            page.end();
        }
    }

    private static Kind kind(JsonTree node) {
        return switch (node.text("state")) {
            case "running" -> Kind.runs;
            case "waiting", "queued" -> Kind.waits;
            default -> Kind.plain;
        };
    }

    private void pools() {
        List<JsonTree> busy = words.busyPools(dump);
        if (!busy.isEmpty()) {
            page.begin(Kind.plain, "Pools", List.of());
            for (JsonTree pool : busy) {
                String line = DumpPage.SCREEN.inert(pool.text("name")) + ": " + pool.number("active") + " of "
                        + pool.number("threads") + " threads active, " + pool.number("queued") + " queued";
                page.leaf(Kind.plain, line, List.of());
            }
            page.end();
        }
    }
}
