package dev.whence.log.cli;

/** The exit codes of all commands. */
final class ExitCode {
    /** The command has done what it was asked for. */
    static final int OK = 0;

    /** The answer is no: nothing was found, or {@code check} found something wrong. */
    static final int NO = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** A file could not be read to its end. What could be read was used. */
    static final int UNREADABLE = 3;

    private ExitCode() {}
}
