package dev.whence.catalogue;

/** What of the agent shows a bug. */
public enum Tool {
    /** A stack trace that the program prints or logs. */
    TRACE("stack trace", ""),
    /** A warning of the agent. */
    FINDING("finding", ""),
    /** What is in flight. */
    DUMP("dump", "dump"),
    /** What the hops of each source line cost. */
    SITES("sites", "sites");

    public final String title;

    /** The command of the agent's jar; empty if the program itself says it. */
    public final String command;

    Tool(String title, String command) {
        this.title = title;
        this.command = command;
    }
}
