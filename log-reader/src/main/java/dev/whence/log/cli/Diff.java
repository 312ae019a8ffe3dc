package dev.whence.log.cli;

import dev.whence.log.LogFiles;
import dev.whence.log.diff.StoryDiff;
import dev.whence.log.diff.StoryDiff.Line;
import dev.whence.log.tree.Story;
import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code diff}. */
@Command(
        name = "diff",
        description = {
            "Compares two runs of one operation, such as a good and a bad one: - only the first has, + only the second.",
            "The columns are the times since the first lines. Numbers in messages are ignored. Exit code 1: they differ."
        },
        mixinStandardHelpOptions = true)
final class Diff implements Callable<Integer> {
    @ParentCommand
    private Logs parent;

    @Mixin
    private final Input input = new Input();

    @Mixin
    private final Output output = new Output();

    @Parameters(
            arity = "1..*",
            paramLabel = "ID ID FILE",
            description = "Two correlations, tasks or events; log files.")
    private List<String> arguments;

    @Override
    public Integer call() {
        Arguments given = Arguments.of(arguments, 2);
        LogFiles files = input.read(given.files());
        List<Story> stories = new ArrayList<>();
        for (String id : given.ids()) {
            Story story = story(id, files);
            if (story == null) {
                return input.end(ExitCode.NO);
            }
            stories.add(story);
        }
        List<Line> lines = StoryDiff.of(stories.get(0), stories.get(1));
        PrintWriter out = parent.writer();
        lines.forEach(line -> out.println(row(line, stories.get(0), stories.get(1), output.screen())));
        out.flush();
        return input.end(lines.stream().allMatch(Line::isCommon) ? ExitCode.OK : ExitCode.NO);
    }

    private @Nullable Story story(String id, LogFiles files) {
        Story story = new Selection(files).of(id);
        if (story == null) {
            input.say("no event, task or correlation is called " + id);
        }
        return story;
    }

    private static String row(Line line, Story one, Story other, Screen screen) {
        Story shown = line.one() >= 0 ? one : other;
        int event = line.one() >= 0 ? line.one() : line.other();
        String sign = line.isCommon() ? " " : line.one() >= 0 ? "-" : "+";
        String text = sign + " %9s %9s  ".formatted(time(line.one(), one), time(line.other(), other))
                + screen.inert(shown.service(event)) + "  "
                + screen.inert(shown.graph().record(event).event().body());
        String cut = Columns.cut(text, screen.width(), screen.isAscii());
        return line.isCommon() ? cut : screen.ink(line.one() >= 0 ? Ink.RED : Ink.GREEN, cut);
    }

    private static String time(int event, Story story) {
        return event < 0 ? "" : Durations.text(Math.max(0, story.time(event) - story.time(story.inOrder()[0])));
    }
}
