package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The findings of a dump as text. */
final class FindingsText {
    private static final int LONGEST_TEXT = 400;
    private static final int MOST_FRAMES = 8;

    private final JsonTree dump;
    private final Screen screen;
    private final boolean hasStacks;
    private final PrintStream out;

    FindingsText(JsonTree dump, DumpWords words, PrintStream out) {
        this.dump = dump;
        this.screen = words.screen();
        this.hasStacks = words.hasStacks();
        this.out = out;
    }

    void print() {
        List<JsonTree> findings = dump.objects("findings");
        if (!findings.isEmpty()) {
            out.println();
            out.println(screen.ink(Ink.STRONG, "WHAT IS WRONG"));
        }
        for (JsonTree finding : findings) {
            print(finding);
        }
    }

    private void print(JsonTree finding) {
        out.println();
        out.println(screen.ink(Ink.RED, finding.text("name")) + ": " + inert(finding.text("what")));
        out.println("   " + age(finding));
        for (String line : finding.texts("path")) {
            out.println("   " + inert(line));
        }
        List<String> stack = finding.texts("stack");
        for (String frame : stack.subList(0, hasStacks ? stack.size() : Math.min(stack.size(), MOST_FRAMES))) {
            out.println("   " + screen.ink(Ink.FAINT, "at " + inert(frame)));
        }
        out.println("   " + inert(finding.text("remedy")));
    }

    /** Returns the ages, by the clock of the other process. */
    private String age(JsonTree finding) {
        long times = finding.number("times");
        String operation = finding.text("operation");
        return "began " + before(finding.text("since")) + " ago"
                + (times == 1 ? "" : ", last seen " + before(finding.text("last")) + " ago, " + times + " times")
                + (operation.isEmpty() ? "" : ", operation " + inert(operation));
    }

    private String before(String time) {
        Duration age = Duration.between(Instant.parse(time), Instant.parse(dump.text("time")));
        return Durations.text(Math.max(0, age.toMillis()) * 1_000);
    }

    private String inert(String text) {
        return Columns.cut(screen.inert(text), LONGEST_TEXT, screen.isAscii());
    }
}
