package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A frame of {@code dump --watch} as lines for a terminal, or for a file. */
final class WatchScreen {
    /** The rows of a table in a file. */
    private static final int ROWS = 10;

    /** The lines above and below the tables, if nothing is wrong. */
    private static final int FIXED = 4;

    /** Those of them that are above. */
    private static final int HEADING = 2;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Screen screen;

    /** How many lines there are at most; 0 for any number. */
    private final int height;

    WatchScreen(Screen screen, int height) {
        this.screen = screen;
        this.height = height;
    }

    /** Returns the lines. {@code below} is what the last one says. */
    List<String> draw(JsonTree frame, WatchView view, String below) {
        List<String> lines = new ArrayList<>();
        heading(frame, lines);
        List<List<JsonTree>> rows = new ArrayList<>();
        for (int i = 0; i < WatchTable.ALL.size(); i++) {
            rows.add(rows(frame, i, view));
        }
        int[] shown = shares(rows, view.chosen(), height - FIXED - (lines.size() - HEADING));
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] > 0) {
                new WatchRows(screen, WatchTable.ALL.get(i), view.sorted(i), height > 0 && view.chosen() == i)
                        .draw(rows.get(i), shown[i], lines);
            }
        }
        if (height > 0) {
            pad(lines);
            lines.add(screen.ink(Ink.FAINT, cut(footer(view, below))));
        }
        return lines.subList(0, height > 0 ? Math.min(lines.size(), height) : lines.size());
    }

    private void heading(JsonTree frame, List<String> lines) {
        String program = screen.inert(frame.text("program")).split(" ", 2)[0];
        lines.add(screen.ink(
                Ink.STRONG,
                cut(time(frame) + "  " + frame.number("pid") + " " + program + ", JDK "
                        + screen.inert(frame.text("java")))));
        lines.add(cut(DumpWords.counts(frame)));
        List<JsonTree> findings = frame.objects("findings");
        if (!findings.isEmpty()) {
            JsonTree latest = findings.get(0);
            String others = findings.size() == 1 ? "" : " (and " + (findings.size() - 1) + " more, which dump shows)";
            lines.add(
                    screen.ink(Ink.RED, cut(screen.inert(latest.text("name") + ": " + latest.text("what")) + others)));
        }
    }

    private String time(JsonTree frame) {
        try {
            return TIME.format(Instant.parse(frame.text("time")).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException e) {
            return screen.inert(frame.text("time"));
        }
    }

    /** Returns the rows of a table that the filter lets through, in their order. */
    private List<JsonTree> rows(JsonTree frame, int number, WatchView view) {
        WatchTable table = WatchTable.ALL.get(number);
        List<JsonTree> rows = new ArrayList<>();
        for (JsonTree row : frame.objects(table.rows())) {
            if (has(table, row, view.filter())) {
                rows.add(row);
            }
        }
        rows.sort(view.sorted(number).order());
        return rows;
    }

    private static boolean has(WatchTable table, JsonTree row, String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return table.columns().stream()
                .anyMatch(column ->
                        column.text().apply(row).toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Returns how many rows of each table are shown. The chosen one gets more, and all if there is room for one only. */
    private int[] shares(List<List<JsonTree>> rows, int chosen, int room) {
        int[] shown = new int[rows.size()];
        int left = height == 0 ? ROWS * shown.length : room - 2 * shown.length;
        if (left < shown.length) {
            shown[chosen] = Math.max(1, room - 2);
            return shown;
        }
        for (int given = 1; given > 0; ) {
            given = 0;
            for (int i = 0; i < shown.length; i++) {
                int most = Math.min(
                        height == 0 ? ROWS : height, Math.max(1, rows.get(i).size()));
                int more = Math.min(Math.min(most - shown[i], left), i == chosen ? 3 : 1);
                if (more > 0) {
                    shown[i] += more;
                    left -= more;
                    given += more;
                }
            }
        }
        return shown;
    }

    private void pad(List<String> lines) {
        while (lines.size() < height - 1) {
            lines.add("");
        }
        while (lines.size() > height - 1) {
            lines.remove(lines.size() - 1);
        }
    }

    private String footer(WatchView view, String below) {
        if (view.isTyping()) {
            return "filter: " + screen.inert(view.filter()) + "_   enter: apply, esc: none";
        }
        String filter = view.filter().isEmpty() ? "" : "filter: " + screen.inert(view.filter()) + "  ";
        return filter + (view.isPaused() ? "paused  " : "") + below;
    }

    private String cut(String text) {
        return Columns.cut(text, screen.width(), screen.isAscii());
    }
}
