package dev.whence.log.cli;

import dev.whence.log.tree.Story;
import dev.whence.log.tree.TreeOptions;
import dev.whence.log.tree.TreeText;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code tree}. */
@Command(
        name = "tree",
        description = {
            "Shows one operation across all services: a row for each line, causes before effects, a lane for each task.",
            "The columns on the left and on the right are the time since the first line and since the latest cause."
        },
        mixinStandardHelpOptions = true)
final class Tree extends LogCommand {
    @Mixin
    private final Output output = new Output();

    @Option(names = "--correlation", paramLabel = "ID", description = "Shows the operation with this correlation.")
    private @Nullable String correlation;

    @Option(names = "--last-error", description = "Shows the operation of the last error.")
    private boolean isLastError;

    @Option(names = "--stacks", description = "Shows whole stack traces.")
    private boolean hasStacks;

    @Option(names = "--sites", description = "Shows the source lines of the hops that led to the tasks.")
    private boolean hasSites;

    @Option(names = "--ids", description = "Shows the IDs of the events, which other commands take.")
    private boolean hasIds;

    @Option(names = "--all", description = "Shows all of several equal branches, instead of one for all.")
    private boolean isUnfolded;

    @Option(names = "--depth", paramLabel = "TASKS", description = "Shows only so many tasks below each other.")
    private int depth = Integer.MAX_VALUE;

    @Parameters(
            arity = "1..*",
            paramLabel = "[ID] FILE",
            description = "A correlation, a task or an event, unless an option says what is shown; and log files.")
    private List<String> arguments;

    @Override
    public Integer call() {
        boolean hasId = correlation == null && !isLastError;
        Arguments given = Arguments.of(arguments, hasId ? 1 : 0);
        Selection selection = new Selection(input.read(given.files()));
        String id = correlation == null ? given.id(0) : correlation;
        Story story = isLastError ? lastError(selection) : story(id, selection);
        if (story == null) {
            return input.end(ExitCode.NO);
        }
        PrintWriter out = writer();
        TreeOptions options = new TreeOptions(hasStacks, hasSites, hasIds, !isUnfolded, true, Math.max(1, depth));
        new TreeText(story, options, output.screen()).print(out);
        out.flush();
        return input.end(ExitCode.OK);
    }

    private @Nullable Story lastError(Selection selection) {
        Story story = selection.ofLastError();
        if (story == null) {
            input.say("no line tells of an error");
        }
        return story;
    }
}
