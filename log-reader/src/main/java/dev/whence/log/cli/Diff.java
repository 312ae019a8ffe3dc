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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code diff}. */
@Command(
        name = "diff",
        description = {
            "Compares two runs of one operation, such as a good and a bad one: - only the first has, + only the second.",
            "The columns are the times since the first lines. Numbers in messages are ignored. Exit code 1: they differ."
        },
        mixinStandardHelpOptions = true)
final class Diff extends LogCommand {
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
            Story story = story(id, new Selection(files));
            if (story == null) {
                return input.end(ExitCode.NO);
            }
            stories.add(story);
        }
        List<Line> lines = StoryDiff.of(stories.get(0), stories.get(1));
        print(lines, stories.get(0), stories.get(1));
        return input.end(lines.stream().allMatch(Line::isCommon) ? ExitCode.OK : ExitCode.NO);
    }

    private void print(List<Line> lines, Story one, Story other) {
        PrintWriter out = writer();
        Screen screen = output.screen();
        long begin = one.begin();
        long otherBegin = other.begin();
        for (Line line : lines) {
            String time = line.one() < 0 ? "" : Durations.text(Math.max(0, one.time(line.one()) - begin));
            String otherTime =
                    line.other() < 0 ? "" : Durations.text(Math.max(0, other.time(line.other()) - otherBegin));
            String times = " %9s %9s  ".formatted(time, otherTime);
            out.println(
                    line.one() >= 0
                            ? row(line, line.one(), one, times, screen)
                            : row(line, line.other(), other, times, screen));
        }
        out.flush();
    }

    private static String row(Line line, int event, Story shown, String times, Screen screen) {
        String sign = line.isCommon() ? " " : line.one() >= 0 ? "-" : "+";
        String text = sign + times + screen.inert(shown.service(event)) + "  "
                + screen.inert(shown.graph().record(event).event().body());
        String cut = Columns.cut(text, screen.width(), screen.isAscii());
        return line.isCommon() ? cut : screen.ink(line.one() >= 0 ? Ink.RED : Ink.GREEN, cut);
    }
}
