package dev.whence.log.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * What a command did.
 *
 * @param code its exit code
 * @param out what it wrote to the standard output
 * @param err what it wrote to the standard error output
 */
record CommandRun(int code, String out, String err) {
    /** Runs a command. */
    static CommandRun of(String... arguments) {
        // Where the tests run, there may be no UTF-8.
        System.setProperty("stdout.encoding", "UTF-8");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        CommandLine commands = Logs.commandLine(new Logs(out));
        commands.setErr(new PrintWriter(err));
        int code = commands.execute(arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
