package dev.whence.catalogue;

import java.util.ArrayList;
import java.util.List;

/** How the two programs of a bug differ, as lines of a patch. */
final class Difference {
    private static final int CONTEXT = 2;

    private final List<String> before;
    private final List<String> after;

    /** The length of the longest common part of what follows a line in both programs. */
    private final int[][] common;

    private Difference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = areSame(i, j) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    /** Returns the lines that differ, the one with the bug, and two lines around them; "..." is for others. */
    static List<String> of(Entry entry) {
        return new Difference(body(entry.broken()), body(entry.mended())).near();
    }

    /** The lines of the class, with the name of the program with the bug. */
    private static List<String> body(List<String> source) {
        return source.stream()
                .dropWhile(line -> !line.startsWith("final class "))
                .map(line -> line.replaceAll("\\bMended\\b", "Broken"))
                .toList();
    }

    private List<String> near() {
        List<String> all = all();
        List<String> near = new ArrayList<>();
        boolean isCut = false;
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(all, i)) {
                if (isCut && !near.isEmpty()) {
                    near.add(" ...");
                }
                isCut = false;
                near.add(all.get(i).stripTrailing());
            } else {
                isCut = true;
            }
        }
        return near;
    }

    private static boolean isNearChange(List<String> lines, int at) {
        return lines.subList(Math.max(0, at - CONTEXT), Math.min(lines.size(), at + CONTEXT + 1)).stream()
                .anyMatch(line -> !line.startsWith(" ") || line.contains(Entry.MARK));
    }

    /** Whether two lines are the same, but for the comment at the one with the bug. */
    private boolean areSame(int i, int j) {
        return before.get(i).replace(" " + Entry.MARK, "").equals(after.get(j));
    }

    private List<String> all() {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && areSame(i, j)) {
                lines.add(" " + before.get(i));
                i++;
                j++;
            } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("-" + before.get(i++));
            } else {
                lines.add("+" + after.get(j++));
            }
        }
        return lines;
    }
}
