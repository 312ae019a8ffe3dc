package dev.whence.demo.workshop;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.util.ArrayList;
import java.util.List;

/** Text in Markdown, as it is shown in a terminal: headings and what is bold stand out, and long lines are wrapped. */
final class Prose {
    private static final int MOST_COLUMNS = 100;

    private final Screen screen;

    Prose(Screen screen) {
        this.screen = screen;
    }

    List<String> lines(String markdown) {
        List<String> lines = new ArrayList<>();
        markdown.lines().forEach(line -> add(screen.inert(line), lines));
        return lines;
    }

    private void add(String line, List<String> lines) {
        if (line.startsWith("#")) {
            lines.add(screen.ink(Ink.STRONG, line.replaceFirst("^#+ ", "")));
        } else if (line.startsWith("    ")) {
            lines.add(screen.ink(Ink.CYAN, line));
        } else {
            wrapped(line.replace("**", "")).forEach(lines::add);
        }
    }

    private List<String> wrapped(String line) {
        List<String> lines = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String word : line.split(" ", -1)) {
            if (row.length() > 0 && Columns.width(row + " " + word) > Math.min(MOST_COLUMNS, screen.width())) {
                lines.add(row.toString());
                row.setLength(0);
            }
            row.append(row.length() > 0 ? " " : "").append(word);
        }
        lines.add(row.toString());
        return lines;
    }
}
