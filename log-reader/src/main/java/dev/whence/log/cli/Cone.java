package dev.whence.log.cli;

import dev.whence.log.graph.CausalGraph;
import dev.whence.log.tree.Story;
import dev.whence.log.tree.TreeOptions;
import dev.whence.log.tree.TreeText;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands {@code causes} and {@code effects} have in common. */
abstract class Cone extends LogCommand {
    /** The command {@code causes}. */
    @Command(
            name = "causes",
            description = "Shows all that came before an event, in all operations and services, as a tree.",
            mixinStandardHelpOptions = true)
    static final class Causes extends Cone {
        @Override
        IntStream members(CausalGraph graph, int event) {
            return graph.causes(event);
        }
    }

    /** The command {@code effects}. */
    @Command(
            name = "effects",
            description = "Shows all that came after an event, in all operations and services, as a tree.",
            mixinStandardHelpOptions = true)
    static final class Effects extends Cone {
        @Override
        IntStream members(CausalGraph graph, int event) {
            return graph.effects(event);
        }
    }

    @Mixin
    private final Output output = new Output();

    @Parameters(arity = "1..*", paramLabel = "EVENT FILE", description = "An event, task:n, and log files.")
    private List<String> arguments;

    abstract IntStream members(CausalGraph graph, int event);

    @Override
    public Integer call() {
        Arguments given = Arguments.of(arguments, 1);
        WholeLog log = new WholeLog(input.read(given.files()));
        int event = log.graph().find(given.id(0));
        if (event < 0) {
            input.say("there is no event " + given.id(0));
            return input.end(ExitCode.NO);
        }
        Set<String> ids = new HashSet<>(Set.of(given.id(0)));
        members(log.graph(), event).forEach(member -> ids.add(log.graph().id(member)));
        Story story = log.story(given.id(0), record -> ids.contains(record.id()));
        PrintWriter out = writer();
        TreeOptions options = new TreeOptions(false, false, true, false, false, Integer.MAX_VALUE);
        new TreeText(story, options, output.screen()).print(out);
        out.flush();
        return input.end(ExitCode.OK);
    }
}
