package dev.whence.log.cli;

import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code merge}. */
@Command(
        name = "merge",
        description = "Merges logs into one in which causes come before their effects, however the clocks differ.",
        mixinStandardHelpOptions = true)
final class Merge implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final Input input = new Input();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files; - is the standard input.")
    private List<String> files;

    @Override
    public Integer call() {
        GraphBuilder builder = GraphBuilder.withRecords();
        input.read(files).forEach(builder::add);
        CausalGraph graph = builder.build();
        PrintWriter out = spec.commandLine().getOut();
        for (int event : graph.inOrder()) {
            out.println(graph.record(event).origin().text());
        }
        out.flush();
        return input.end(ExitCode.OK);
    }
}
