package dev.whence.agent.cli;

import java.io.PrintStream;

/** A table of hooks: name, state, and what the hook does or why it is off. */
final class HookTable {
    private static final String ROW = "%-24s %-5s %s%n";

    private final PrintStream out;

    HookTable(PrintStream out) {
        this.out = out;
        out.printf(ROW, "HOOK", "STATE", "");
    }

    /** Prints the hook of a line: its name, its state and why it is off, separated by tabs; whether the line is of a hook. */
    boolean print(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 3) {
            return false;
        }
        String hint =
                switch (cells[1]) {
                    case "table" -> "; by a weak table, as its class was loaded before the agent";
                    case "waits" -> "; not loaded yet";
                    case "-" -> "; only with the option queues=edges";
                    default -> "";
                };
        String fault = cells[2].isEmpty() ? "" : " (" + cells[2] + ")";
        out.printf(ROW, cells[0], cells[1], HookText.of(cells[0]) + hint + fault);
        return true;
    }
}
