package dev.whence.log.cli;

import dev.whence.log.tree.CriticalPath;
import dev.whence.log.tree.Steps;
import dev.whence.log.tree.Story;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code critical}. */
@Command(
        name = "critical",
        description = {
            "Shows the critical path of an operation: what its last line had to wait for, and for how long.",
            "Of several causes it takes the latest one. With an event, it shows what that event had to wait for."
        },
        mixinStandardHelpOptions = true)
final class Critical extends LogCommand {
    @Mixin
    private final Output output = new Output();

    @Parameters(arity = "1..*", paramLabel = "ID FILE", description = "A correlation, a task or an event; log files.")
    private List<String> arguments;

    @Override
    public Integer call() {
        Arguments given = Arguments.of(arguments, 1);
        Story story = story(given.id(0), new Selection(input.read(given.files())));
        if (story == null) {
            return input.end(ExitCode.NO);
        }
        int event = story.graph().find(given.id(0));
        List<Integer> path = event < 0 ? CriticalPath.toEnd(story) : CriticalPath.to(event, story);
        PrintWriter out = writer();
        new Steps(story, output.screen()).print(path, out);
        out.flush();
        return input.end(ExitCode.OK);
    }
}
