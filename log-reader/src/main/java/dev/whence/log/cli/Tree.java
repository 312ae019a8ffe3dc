package dev.whence.log.cli;

import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.view.Screen;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code tree}. */
@Command(
        name = "tree",
        description = "Shows one operation across all services: what came after what, and what ran side by side.",
        mixinStandardHelpOptions = true)
final class Tree implements Callable<Integer> {
    @ParentCommand
    private Logs parent;

    @Mixin
    private final Input input = new Input();

    @Mixin
    private final Output output = new Output();

    @Option(names = "--correlation", required = true, paramLabel = "ID", description = "The operation to show.")
    private String correlation;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files.")
    private List<String> files;

    @Override
    public Integer call() {
        GraphBuilder builder = GraphBuilder.withRecords();
        input.read(files).forEach(record -> {
            if (record.event().correlation().equals(correlation)) {
                builder.add(record);
            }
        });
        print(builder.build(), output.screen());
        return input.end(ExitCode.OK);
    }

    private void print(CausalGraph graph, Screen screen) {
        PrintWriter out = new PrintWriter(parent.out, false, StandardCharsets.UTF_8);
        for (int event : graph.sorted(IntStream.range(0, graph.size()))) {
            out.println(screen.inert(graph.record(event).event().service() + "  "
                    + graph.record(event).event().body()));
        }
        out.flush();
    }
}
