package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The words for what is in a dump, as text and as a page show them. */
final class DumpWords {
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_PATH = 120;

    private final Screen screen;
    private final boolean hasStacks;
    private final boolean hasInternals;

    /** The nodes of the tree that is being shown, for those that refer to one of them. */
    private final Map<Long, String> headlines = new HashMap<>();

    DumpWords(Screen screen, boolean hasStacks, boolean hasInternals) {
        this.screen = screen;
        this.hasStacks = hasStacks;
        this.hasInternals = hasInternals;
    }

    Screen screen() {
        return screen;
    }

    boolean hasStacks() {
        return hasStacks;
    }

    String title(JsonTree dump) {
        String program = screen.inert(dump.text("program")).split(" ", 2)[0];
        return dump.number("pid") + " " + program + ", JDK " + screen.inert(dump.text("java"));
    }

    /** Returns how much is in flight. */
    static String counts(JsonTree dump) {
        JsonTree counts = dump.object("counts");
        return counts.number("threads") + " threads in flight, " + counts.number("pendingFutures")
                + " pending futures, " + counts.number("queuedWork") + " other pieces of work in queues"
                + (counts.number("remote") == 0 ? "" : ", " + counts.number("remote") + " waits for other processes");
    }

    /** Returns what a group is, and forgets the nodes of the group before. */
    String beginGroup(JsonTree group) {
        headlines.clear();
        return operations(group) + age(group);
    }

    private String age(JsonTree group) {
        long millis = group.number("ageMillis");
        String oldest = group.number("count") > 1 ? "oldest " : "";
        return millis == 0 ? "" : " (" + oldest + (screen.isAscii() ? ">= " : "≥ ") + Span.text(millis) + ")";
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

    /** Returns the groups that are shown. */
    List<JsonTree> groups(JsonTree dump) {
        return dump.objects("groups").stream()
                .filter(group -> hasInternals || !group.has("internalsOf"))
                .toList();
    }

    /**
     * Returns the lines for those that are not. What has no source line of the program is most often idle, so one line
     * stands for all of a library.
     */
    List<String> internals(JsonTree dump) {
        if (hasInternals) {
            return List.of();
        }
        Map<String, Long> counts = new TreeMap<>();
        for (JsonTree group : dump.objects("groups")) {
            if (group.has("internalsOf")) {
                counts.merge(screen.inert(group.text("internalsOf")), group.number("count"), Long::sum);
            }
        }
        return counts.entrySet().stream()
                .map(one -> one.getValue()
                        + (one.getKey().isEmpty() ? " others without a source line" : " internals of " + one.getKey())
                        + "; --all shows them")
                .toList();
    }

    /** Returns the line of a node that was shown already. */
    String again(JsonTree node) {
        String headline = headlines.get(node.number("sameAs"));
        return node.has("isCycle")
                ? screen.ink(Ink.RED, "wait cycle, back to: " + headline)
                : screen.ink(Ink.FAINT, "see above: " + headline);
    }

    /** Returns the line of a node, and notes it for those that refer to it. */
    String line(JsonTree node) {
        note(node);
        long count = node.number("count");
        return headline(node)
                + (lastOfInternals(node).number("id") == node.number("id") ? "" : ", through other internals")
                + (count > 1 ? ", " + count + " times alike" : "");
    }

    private void note(JsonTree node) {
        String at = node.has("at") ? " at " + screen.inert(node.text("at")) : "";
        headlines.put(node.number("id"), screen.inert(node.text("what")) + at);
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
        if (node.text("kind").equals("remote")) {
            return screen.ink(Ink.MAGENTA, request(node, what) + age);
        }
        return switch (node.text("state")) {
            case "queued" -> what + screen.ink(Ink.YELLOW, " is queued in " + name(node.text("pool")) + position(node));
            case "delayed" -> what + " is due in " + Durations.text(1_000 * node.number("delayMillis"));
            default ->
                node.objects("waitsFor").isEmpty()
                        ? what + screen.ink(Ink.MAGENTA, " is pending" + age + ": " + completion(node))
                        : what + " is pending" + age;
        };
    }

    private String request(JsonTree node, String what) {
        String path = Columns.cut(screen.inert(node.text("path")), LONGEST_PATH, screen.isAscii());
        return node.has("path") ? what + path + " is in flight" : what;
    }

    /** Returns a name as it may be shown: a program may give threads and pools names of any length. */
    private String name(String name) {
        return Columns.cut(screen.inert(name), LONGEST_NAME, screen.isAscii());
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

    /** Returns the pools that have work. */
    List<JsonTree> busyPools(JsonTree dump) {
        return dump.objects("pools").stream()
                .filter(pool -> pool.number("active") + pool.number("queued") > 0)
                .toList();
    }

    /** Returns the nodes that are shown below one. */
    List<JsonTree> below(JsonTree node) {
        return lastOfInternals(node).objects("waitsFor");
    }

    /** Of futures without a source line of which each waits for the next only, the first one stands for all but a leaf. */
    private JsonTree lastOfInternals(JsonTree node) {
        JsonTree last = node;
        List<JsonTree> others = last.objects("waitsFor");
        while (!hasInternals && isInternal(last) && others.size() == 1 && isInternal(others.get(0))) {
            List<JsonTree> next = others.get(0).objects("waitsFor");
            if (next.isEmpty()) {
                return last;
            }
            last = others.get(0);
            note(last);
            others = next;
        }
        return last;
    }

    /** Returns the source lines of a node. */
    List<String> frames(JsonTree node) {
        List<String> frames = new ArrayList<>();
        if (hasStacks) {
            node.texts("stack").forEach(frame -> frames.add("at " + screen.inert(frame)));
            node.texts("hops").forEach(frame -> frames.add("at " + screen.inert(frame)));
        } else {
            if (node.has("at")) {
                frames.add("at " + screen.inert(node.text("at")));
            }
            if (node.has("from")) {
                frames.add("from " + screen.inert(node.text("from")));
            }
        }
        if (node.has("leftOut")) {
            frames.add("and " + node.number("leftOut") + " more, which are left out");
        }
        return frames;
    }

    private static boolean isInternal(JsonTree node) {
        return node.text("state").equals("pending") && !node.has("at") && node.number("count") == 1;
    }
}
