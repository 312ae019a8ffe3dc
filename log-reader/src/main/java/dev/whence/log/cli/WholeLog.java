package dev.whence.log.cli;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.tree.Steps;
import dev.whence.log.tree.Story;
import dev.whence.log.view.Screen;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The graph of all events, without their records. A view reads the records that it shows in a second pass. */
final class WholeLog {
    private final LogFiles files;
    private final ClockBounds bounds = new ClockBounds();
    private final CausalGraph graph;

    WholeLog(LogFiles files) {
        this.files = files;
        GraphBuilder builder = GraphBuilder.withoutRecords();
        files.forEach(record -> {
            bounds.seeEffect(record);
            builder.add(record);
        });
        this.graph = builder.build();
    }

    CausalGraph graph() {
        return graph;
    }

    /** Prints a path of events. */
    void print(List<Integer> path, Screen screen, PrintWriter out) {
        Set<String> ids = new HashSet<>();
        path.forEach(event -> ids.add(graph.id(event)));
        Story story = story("", record -> ids.contains(record.id()));
        List<Integer> events =
                path.stream().map(event -> story.graph().find(graph.id(event))).toList();
        new Steps(story, screen).print(events, out);
    }

    /** Returns the story of some events. */
    Story story(String title, Predicate<LogRecord> isPart) {
        GraphBuilder builder = GraphBuilder.withRecords();
        files.withoutProblems().forEach(record -> {
            bounds.seeCause(record);
            if (isPart.test(record)) {
                builder.add(record);
            }
        });
        return new Story(title, builder.build(), bounds.clocks());
    }
}
