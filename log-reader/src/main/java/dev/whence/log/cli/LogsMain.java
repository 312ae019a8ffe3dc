package dev.whence.log.cli;

/** The entry of {@code java -jar whence-logs.jar}. */
public final class LogsMain {
    /** Runs a command. {@link ExitCode} says what the exit code means. */
    public static void main(String[] arguments) {
        System.exit(
                Logs.commandLine().setCommandName("java -jar whence-logs.jar").execute(arguments));
    }

    private LogsMain() {}
}
