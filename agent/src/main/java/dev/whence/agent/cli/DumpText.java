package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A dump as text: a tree for each group of operations, with what each node waits for below it. */
final class DumpText {
    private static final int LONGEST_NAME = 60;

    private final JsonTree dump;
    private final Screen screen;
    private final boolean hasStacks;
    private final PrintStream out;
    private final Map<Long, String> headlines = new HashMap<>();

    DumpText(JsonTree dump, Screen screen, boolean hasStacks, PrintStream out) {
        this.dump = dump;
        this.screen = screen;
        this.hasStacks = hasStacks;
        this.out = out;
    }

    void print() {
        heading();
        new FindingsText(dump, screen, hasStacks, out).print();
        List<JsonTree> groups = dump.objects("groups");
        if (groups.isEmpty()) {
            out.println();
            out.println("Nothing is in flight that the agent can see.");
        }
        for (JsonTree group : groups) {
            out.println();
            headlines.clear();
            line("", screen.ink(Ink.STRONG, cut(operations(group) + age(group), screen.width())));
            node(group.object("example"), "", true);
        }
        long leftOut = dump.number("groupsLeftOut");
        if (leftOut > 0) {
            out.println();
            out.println(leftOut + " more groups; --limit shows more");
        }
        pools();
    }

    private void heading() {
        String program = screen.inert(dump.text("program")).split(" ", 2)[0];
        line("", cut(dump.number("pid") + " " + program + ", JDK " + dump.text("java"), screen.width()));
        JsonTree counts = dump.object("counts");
        line(
                "",
                counts.number("threads") + " threads in flight, " + counts.number("pendingFutures")
                        + " pending futures, " + counts.number("queuedWork") + " other pieces of work in queues");
    }

    private String operations(JsonTree group) {
        List<String> named =
                group.texts("operations").stream().map(screen::inert).toList();
        long count = group.number("count");
        if (named.isEmpty()) {
            return count == 1 ? "no correlation" : count + " alike, without a correlation";
        }
        if (count == 1) {
            return named.get(0);
        }
        return count + " alike: " + String.join(", ", named) + (count > named.size() ? ", …" : "");
    }

    private String age(JsonTree group) {
        long millis = group.number("ageMillis");
        String oldest = group.number("count") > 1 ? "oldest " : "";
        return millis == 0 ? "" : " (" + oldest + (screen.isAscii() ? ">= " : "≥ ") + Span.text(millis) + ")";
    }

    private void node(JsonTree node, String indent, boolean isLast) {
        String branch = screen.isAscii() ? (isLast ? "\\- " : "+- ") : (isLast ? "└─ " : "├─ ");
        String below = indent + (isLast ? "   " : screen.isAscii() ? "|  " : "│  ");
        if (node.has("sameAs")) {
            line(indent + branch, screen.ink(Ink.FAINT, "see above: " + headlines.get(node.number("sameAs"))));
            return;
        }
        long count = node.number("count");
        headlines.put(node.number("id"), screen.inert(node.text("what")) + " at " + screen.inert(node.text("at")));
        line(indent + branch, headline(node) + (count > 1 ? ", " + count + " times alike" : ""));
        List<JsonTree> others = node.objects("waitsFor");
        String bar = others.isEmpty() ? "   " : screen.isAscii() ? "|  " : "│  ";
        details(node, below + bar);
        for (int i = 0; i < others.size(); i++) {
            JsonTree other = others.get(i);
            node(other, below, i == others.size() - 1);
        }
    }

    private String headline(JsonTree node) {
        String what = screen.inert(node.text("what"));
        if (node.text("kind").equals("thread")) {
            String name = name(node.object("thread").text("name"));
            String waitsIn = node.text("waitsIn");
            return (node.object("thread").text("virtual").equals("true") ? "virtual thread " : "thread ")
                    + screen.ink(
                            Ink.CYAN,
                            name.isEmpty() ? "#" + node.object("thread").number("id") : name)
                    + (waitsIn.isEmpty()
                            ? screen.ink(Ink.GREEN, " runs")
                            : screen.ink(Ink.YELLOW, " waits in " + screen.inert(waitsIn)));
        }
        String age = node.has("ageMillis") ? " for " + Span.text(node.number("ageMillis")) : "";
        return switch (node.text("state")) {
            case "queued" -> what + screen.ink(Ink.YELLOW, " is queued in " + name(node.text("pool")) + position(node));
            case "delayed" -> what + " is due in " + Durations.text(1_000 * node.number("delayMillis"));
            default ->
                node.objects("waitsFor").isEmpty()
                        ? what + screen.ink(Ink.MAGENTA, " is pending" + age + ": " + completion(node))
                        : what + " is pending" + age;
        };
    }

    /** Returns a name as it may be shown: a program may give threads and pools names of any length. */
    private String name(String name) {
        return cut(screen.inert(name), LONGEST_NAME);
    }

    private static String completion(JsonTree node) {
        return node.has("limitSeconds")
                ? "only its time limit is known to complete it, in "
                        + Durations.text(1_000_000 * node.number("limitSeconds"))
                : "nothing that is known completes it";
    }

    private static String position(JsonTree node) {
        return node.number("position") == 0 ? "" : ", at " + node.number("position");
    }

    private void details(JsonTree node, String indent) {
        if (hasStacks) {
            for (String frame : node.texts("stack")) {
                frame(indent, "at " + frame);
            }
            for (String frame : node.texts("hops")) {
                frame(indent, "at " + frame);
            }
        } else {
            if (node.has("at")) {
                frame(indent, "at " + node.text("at"));
            }
            if (node.has("from")) {
                frame(indent, "from " + node.text("from"));
            }
        }
        if (node.has("leftOut")) {
            line(indent, "and " + node.number("leftOut") + " more, which are left out");
        }
    }

    private void frame(String indent, String frame) {
        line(indent, screen.ink(Ink.FAINT, screen.inert(frame)));
    }

    private void pools() {
        List<JsonTree> busy = dump.objects("pools").stream()
                .filter(pool -> pool.number("active") + pool.number("queued") > 0)
                .toList();
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

    private String cut(String text, int width) {
        return Columns.cut(text, width, screen.isAscii());
    }

    private void line(String indent, String text) {
        out.println(indent + text);
    }
}
