package dev.whence.agent.cli;

import dev.whence.agent.LateStartup;
import java.io.PrintStream;
import java.util.Properties;

/** The report of {@code attach}: what the agent has left in the properties of its JVM, in words for the terminal. */
final class AttachReport {
    /** The reason if there is no result: without permissions the agent cannot leave one. */
    private static final String SILENCE =
            "it has reported nothing; where the application has a security manager, its policy has"
                    + " to grant java.security.AllPermission to the agent's jar";

    private final PrintStream out;

    AttachReport(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints the report.
     *
     * @throws NotAttached if the agent does not work in that JVM
     */
    void print(Properties told) throws NotAttached {
        String result = told.getProperty(LateStartup.RESULT, SILENCE);
        switch (result) {
            case LateStartup.STARTED ->
                out.println("The agent is attached: work that is submitted from now on is carried.");
            case LateStartup.PRESENT ->
                out.println("The agent was attached already: nothing has changed, and it keeps its options.");
            case LateStartup.WAITING ->
                out.println("The agent is not ready yet: a thread of the application seems to hold the lock of a class"
                        + " loader, and it goes on when that is let go.");
            case LateStartup.DISABLED ->
                throw new NotAttached("the agent does nothing, since its option enabled is false");
            default -> throw new NotAttached("the agent could not start, the application runs without it: " + result);
        }
        if (told.containsKey(LateStartup.WARNING)) {
            out.println("But " + told.getProperty(LateStartup.WARNING) + ".");
        }
        HookTable table = new HookTable(out, "none of its classes is loaded yet");
        for (String line : told.getProperty(LateStartup.HOOKS, "").lines().toList()) {
            table.print(line);
        }
    }
}
