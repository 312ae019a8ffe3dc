package dev.whence.log.tree;

import dev.whence.log.LogRecord;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a path: a row for each event, with the edge that leads to it and the time since the one before. */
public final class Steps {
    private final Story story;
    private final Screen screen;

    /** Creates a form of text. */
    public Steps(Story story, Screen screen) {
        this.story = story;
        this.screen = screen;
    }

    /** Prints the events of a path. */
    public void print(List<Integer> path, PrintWriter out) {
        int services = path.stream()
                .mapToInt(event -> Columns.width(screen.inert(story.service(event))))
                .max()
                .orElse(0);
        long whole = Math.max(1, story.time(path.get(path.size() - 1)) - story.time(path.get(0)));
        for (int i = 0; i < path.size(); i++) {
            out.println(row(path, i, Math.min(24, services), whole));
        }
    }

    private String row(List<Integer> path, int i, int services, long whole) {
        int event = path.get(i);
        LogRecord record = story.graph().record(event);
        boolean isFirst = i == 0;
        String via = isFirst ? "" : via(path.get(i - 1), event);
        long took = isFirst ? 0 : Math.max(0, story.time(event) - story.time(path.get(i - 1)));
        boolean isElsewhere =
                !isFirst && !story.graph().record(path.get(i - 1)).process().equals(record.process());
        String duration = isFirst ? "" : (isElsewhere ? "~" : "") + Durations.text(took);
        String share = isFirst ? "" : String.format(Locale.ROOT, "%3d%%", Math.round(100.0 * took / whole));
        String service = Columns.fit(screen.inert(story.service(event)), services, screen.isAscii());
        String head = "%8s %4s  %-8s  ".formatted(duration, share, via);
        String id = screen.inert(record.id());
        int left = Math.max(20, screen.width() - head.length() - services - 2 - id.length() - 2);
        String body = Columns.cut(screen.inert(record.event().body()), left, screen.isAscii());
        return screen.ink(Ink.FAINT, head) + screen.ink(Ink.CYAN, service) + "  " + body + "  "
                + screen.ink(Ink.FAINT, id);
    }

    private String via(int from, int to) {
        CausalGraph graph = story.graph();
        int[] before = graph.predecessors(to);
        for (int i = 0; i < before.length; i++) {
            if (before[i] == from) {
                return graph.kinds(to).get(i);
            }
        }
        return "";
    }
}
