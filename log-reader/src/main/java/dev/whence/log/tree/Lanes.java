package dev.whence.log.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the lanes of tasks, from the first row on. A lane ends with the last row that needs its task. */
final class Lanes {
    private final Story story;
    private final Branches branches;

    /** For each task, the last row that it has or that comes from it. */
    private final Map<String, Integer> lastUse = new HashMap<>();

    /** The tasks that have the lanes now. */
    private final List<@Nullable String> lanes = new ArrayList<>();

    private int row = -1;

    Lanes(Story story, Branches branches, int[] rows) {
        this.story = story;
        this.branches = branches;
        for (int i = 0; i < rows.length; i++) {
            lastUse.put(task(rows[i]), i);
            for (int predecessor : branches.predecessors(rows[i])) {
                lastUse.put(task(predecessor), i);
            }
        }
    }

    private String task(int event) {
        return story.graph().task(event);
    }

    /** Returns the lanes of the next row, two characters each. */
    String draw(int event) {
        row++;
        Set<String> sources = sources(event);
        int own = lane(event, sources);
        char[] cells = passing();
        for (String source : sources) {
            int from = lanes.indexOf(source);
            if (from >= 0) {
                connect(cells, from, own, isLastUse(source));
            }
        }
        cells[2 * own] = mark(event);
        endLanes();
        return new String(cells).stripTrailing();
    }

    private Set<String> sources(int event) {
        Set<String> sources = new LinkedHashSet<>();
        for (int predecessor : branches.predecessors(event)) {
            sources.add(task(predecessor));
        }
        sources.remove(task(event));
        return sources;
    }

    /** Finds the lane of the task. A new task takes over that of a predecessor that is not needed any more. */
    private int lane(int event, Set<String> sources) {
        String task = task(event);
        int own = lanes.indexOf(task);
        if (own >= 0) {
            return own;
        }
        for (String source : sources) {
            int lane = lanes.indexOf(source);
            if (lane >= 0 && isLastUse(source)) {
                sources.remove(source);
                lanes.set(lane, task);
                return lane;
            }
        }
        int free = lanes.indexOf(null);
        if (free < 0) {
            free = lanes.size();
            lanes.add(null);
        }
        lanes.set(free, task);
        return free;
    }

    private boolean isLastUse(String task) {
        return Objects.requireNonNull(lastUse.get(task)) <= row;
    }

    private char[] passing() {
        char[] cells = new char[2 * lanes.size()];
        for (int lane = 0; lane < lanes.size(); lane++) {
            cells[2 * lane] = lanes.get(lane) == null ? ' ' : '│';
            cells[2 * lane + 1] = ' ';
        }
        return cells;
    }

    private static void connect(char[] cells, int from, int to, boolean isEnd) {
        int left = 2 * Math.min(from, to);
        int right = 2 * Math.max(from, to);
        for (int i = left + 1; i < right; i++) {
            cells[i] = cells[i] == '│' || cells[i] == '┼' ? '┼' : crossed(cells[i]);
        }
        boolean isFromRight = from > to;
        char end = isFromRight ? '╯' : '╰';
        char branch = isFromRight ? '┤' : '├';
        cells[2 * from] = isEnd ? end : branch;
    }

    private static char crossed(char cell) {
        return switch (cell) {
            case '╰' -> '┴';
            case '╯' -> '┴';
            case '├', '┤' -> '┼';
            case '┴' -> '┴';
            default -> '─';
        };
    }

    private char mark(int event) {
        return switch (story.graph().record(event).event().severity()) {
            case "ERROR", "FATAL" -> '✖';
            case "WARN" -> '▲';
            default -> '●';
        };
    }

    private void endLanes() {
        for (int lane = 0; lane < lanes.size(); lane++) {
            String task = lanes.get(lane);
            if (task != null && isLastUse(task)) {
                lanes.set(lane, null);
            }
        }
        while (!lanes.isEmpty() && lanes.get(lanes.size() - 1) == null) {
            lanes.remove(lanes.size() - 1);
        }
    }

    /** Returns the lanes with ASCII characters. */
    static String ascii(String lanes) {
        StringBuilder ascii = new StringBuilder(lanes.length());
        for (int i = 0; i < lanes.length(); i++) {
            ascii.append(
                    switch (lanes.charAt(i)) {
                        case '│' -> '|';
                        case '├', '┤', '┼' -> '+';
                        case '╰' -> '\\';
                        case '╯' -> '/';
                        case '┴' -> '^';
                        case '─' -> '-';
                        case '●' -> 'o';
                        case '▲' -> '!';
                        case '✖' -> 'X';
                        default -> lanes.charAt(i);
                    });
        }
        return ascii.toString();
    }
}
