package dev.whence.demo.workshop;

import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two short files differ. */
final class Difference {
    private static final int CONTEXT = 2;

    private final List<String> before;
    private final List<String> after;

    /** For each pair of places the number of lines that what follows has in common. */
    private final int[][] common;

    private Difference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        this.common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    /** Returns the lines that differ, with - or + before each, and a few lines around them. */
    static List<String> between(List<String> before, List<String> after, Screen screen) {
        List<String> all = new Difference(before, after).lines();
        List<String> shown = new ArrayList<>();
        boolean hasGap = false;
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(all, i)) {
                if (hasGap && !shown.isEmpty()) {
                    shown.add(screen.ink(Ink.FAINT, "  ..."));
                }
                shown.add(inked(screen.inert(all.get(i)), screen));
            }
            hasGap = !isNearChange(all, i);
        }
        return shown;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add("  " + before.get(i++));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + before.get(i++));
            } else {
                lines.add("+ " + after.get(j++));
            }
        }
        return lines;
    }

    private static boolean isNearChange(List<String> all, int at) {
        for (int i = Math.max(0, at - CONTEXT); i < Math.min(all.size(), at + CONTEXT + 1); i++) {
            if (!all.get(i).startsWith("  ")) {
                return true;
            }
        }
        return false;
    }

    private static String inked(String line, Screen screen) {
        return switch (line.charAt(0)) {
            case '-' -> screen.ink(Ink.RED, line);
            case '+' -> screen.ink(Ink.GREEN, line);
            default -> line;
        };
    }
}
