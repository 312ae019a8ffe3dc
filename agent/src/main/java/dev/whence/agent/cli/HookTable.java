package dev.whence.agent.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi.Style;

/** A table of hooks: name, state, and what that means for the application. */
final class HookTable {
    private final Table table;
    private final String whyWaiting;
    private final Map<String, Integer> rows = new HashMap<>();

    /** A table without rows yet, which tells why a hook waits. */
    HookTable(PrintStream out, String whyWaiting) {
        this.table = new Table(out, 25, 7, 67);
        this.whyWaiting = whyWaiting;
        table.heading("HOOK", "STATE", "WHAT IT MEANS");
    }

    /** Prints the hook of a line: its name, its state and why it is off, separated by tabs; whether the line is of a hook. */
    boolean print(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 3) {
            return false;
        }
        rows.merge(cells[1], 1, Integer::sum);
        table.row(style(cells[1]), cells[0], cells[1], meaning(cells[1], HookText.of(cells[0]), cells[2]));
        return true;
    }

    /** How many hooks are in a state. */
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
