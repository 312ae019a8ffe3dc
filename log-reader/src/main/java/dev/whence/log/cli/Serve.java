package dev.whence.log.cli;

import dev.whence.log.LogFile;
import dev.whence.log.page.Page;
import dev.whence.log.page.PageLog;
import dev.whence.log.page.PageServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code serve}. */
@Command(
        name = "serve",
        description = {
            "Serves logs as a page that shows new events as files grow, to browsers on this machine only.",
            "Prints the address of the page. Who knows it can read the logs."
        },
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @ParentCommand
    private Logs parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "The port. Default: any that is free.")
    private int port;

    @Option(names = "--most", paramLabel = "N", description = "Only the last N events. Default: " + PageLog.MOST + ".")
    private int most = PageLog.MOST;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files. They need not exist yet.")
    private List<String> files;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<LogFile> log =
                files.stream().map(file -> new LogFile(file, Path.of(file))).toList();
        try (PageServer server = new PageServer(Page.title(files), log, port, Math.max(1, most))) {
            PrintWriter out = new PrintWriter(parent.out, true, StandardCharsets.UTF_8);
            out.println(server.address());
            spec.commandLine().getErr().println("Ctrl-C ends it.");
            spec.commandLine().getErr().flush();
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }
}
