package dev.whence.agent.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi.Style;

/** A table of hooks, with their names, their states, and what that means for the application. */
final class HookTable {
    private final Table table;
    private final String whyWaiting;
    private final Map<String, Integer> rows = new HashMap<>();

    /** Creates a table without rows. {@code whyWaiting} is what is told of a hook that waits. */
    HookTable(PrintStream out, String whyWaiting) {
        this.table = new Table(out, 25, 7, 67);
        this.whyWaiting = whyWaiting;
        table.heading("HOOK", "STATE", "WHAT IT MEANS");
    }

    /**
     * Prints the row for a line of the report: name, state and detail of a hook, separated by tabs.
     *
     * @return false if the line is not of that form
     */
    boolean print(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 3) {
            return false;
        }
        rows.merge(cells[1], 1, Integer::sum);
        table.row(style(cells[1]), cells[0], cells[1], meaning(cells[1], HookText.of(cells[0]), cells[2]));
        return true;
    }

    /** Returns how many hooks are in a state. */
    int rows(String state) {
        return rows.getOrDefault(state, 0);
    }

    private String meaning(String state, String text, String fault) {
        String detail = fault.isEmpty() ? "" : " (" + fault + ")";
        return switch (state) {
            case "off" -> "not here: " + text + detail;
            case "table" -> text + "; a little slower here, as its classes were loaded before the agent" + detail;
            case "woven" -> text + " (it fits; " + fault + ")";
            case "waits" -> whyWaiting + detail;
            case "-" -> "only with the option queues=edges: " + text;
            default -> text + detail;
        };
    }

    private static Style style(String state) {
        return switch (state) {
            case "on" -> Style.fg_green;
            case "off" -> Style.fg_red;
            case "waits", "-" -> Style.faint;
            default -> Style.fg_yellow;
        };
    }
}
