package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintStream;
import java.util.List;

/** A dump as text: a tree for each group of operations, with what each node waits for below it. */
final class DumpText {
    private final JsonTree dump;
    private final DumpWords words;
    private final Screen screen;
    private final PrintStream out;

    DumpText(JsonTree dump, DumpWords words, PrintStream out) {
        this.dump = dump;
        this.words = words;
        this.screen = words.screen();
        this.out = out;
    }

    void print() {
        line("", cut(words.title(dump)));
        line("", DumpWords.counts(dump));
        new FindingsText(dump, words, out).print();
        for (JsonTree group : words.groups(dump)) {
            out.println();
            line("", screen.ink(Ink.STRONG, cut(words.beginGroup(group))));
            node(group.object("example"), "", true);
        }
        if (dump.objects("groups").isEmpty()) {
            out.println();
            out.println("Nothing is in flight that the agent can see.");
        }
        internals();
        long leftOut = dump.number("groupsLeftOut");
        if (leftOut > 0) {
            out.println();
            out.println(leftOut + " more groups; --limit shows more");
        }
        pools();
    }

    private void internals() {
        List<String> lines = words.internals(dump);
        if (!lines.isEmpty()) {
            out.println();
            lines.forEach(line -> line("", cut(line)));
        }
    }

    private void node(JsonTree node, String indent, boolean isLast) {
        String branch = screen.isAscii() ? (isLast ? "\\- " : "+- ") : (isLast ? "└─ " : "├─ ");
        String below = indent + (isLast ? "   " : screen.isAscii() ? "|  " : "│  ");
        if (node.has("sameAs")) {
            line(indent + branch, words.again(node));
            return;
        }
        line(indent + branch, words.line(node));
        List<JsonTree> others = words.below(node);
        String bar = others.isEmpty() ? "   " : screen.isAscii() ? "|  " : "│  ";
        words.frames(node).forEach(frame -> line(below + bar, screen.ink(Ink.FAINT, frame)));
        for (int i = 0; i < others.size(); i++) {
            JsonTree other = others.get(i);
            node(other, below, i == others.size() - 1);
        }
    }

    private void pools() {
        List<JsonTree> busy = words.busyPools(dump);
        if (!busy.isEmpty()) {
            out.println();
            line("", screen.ink(Ink.STRONG, "POOL                                     ACTIVE   QUEUED"));
        }
        for (JsonTree pool : busy) {
            String name = Columns.fit(screen.inert(pool.text("name")), 36, screen.isAscii());
            line(
                    "",
                    name
                            + String.format(
                                    "%7d of %-5d %8d",
                                    pool.number("active"), pool.number("threads"), pool.number("queued")));
        }
    }

    private String cut(String text) {
        return Columns.cut(text, screen.width(), screen.isAscii());
    }

    private void line(String indent, String text) {
        out.println(indent + text);
    }
}
