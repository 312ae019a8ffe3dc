package dev.whence.log.tree;

import dev.whence.log.Causal.TaskStart;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints the tree of an operation. */
public final class TreeText {
    private static final int LONGEST_SERVICE = 24;
    private static final Ink[] SERVICE_INKS = {Ink.CYAN, Ink.MAGENTA, Ink.GREEN, Ink.BLUE, Ink.YELLOW};

    private final Story story;
    private final TreeOptions options;
    private final Screen screen;
    private final CausalGraph graph;
    private final Branches branches;
    private final int[] rows;
    private final String[] lanes;
    private final List<String> services;
    private final int laneWidth;
    private final int serviceWidth;

    /** Lays out a tree. */
    public TreeText(Story story, TreeOptions options, Screen screen) {
        this.story = story;
        this.options = options;
        this.screen = screen;
        this.graph = story.graph();
        this.branches = new Branches(story, options.isFolding(), options.depth());
        this.rows = Rows.of(story, branches);
        Lanes drawing = new Lanes(story, branches, rows);
        this.lanes = IntStream.of(rows).mapToObj(drawing::draw).toArray(String[]::new);
        this.services =
                IntStream.of(rows).mapToObj(story::service).distinct().sorted().toList();
        int mostLanes = Math.max(8, screen.width() / 3);
        this.laneWidth = Math.min(mostLanes, width(Stream.of(lanes)));
        this.serviceWidth = Math.min(LONGEST_SERVICE, width(services.stream()));
    }

    private static int width(Stream<String> texts) {
        return texts.mapToInt(Columns::width).max().orElse(0);
    }

    /** Prints the tree, below a line about the operation and one about each clock that is corrected. */
    public void print(PrintWriter out) {
        printHead(out);
        for (int row = 0; row < rows.length; row++) {
            out.println(row(row));
            printBelow(row, out);
        }
    }

    private void printHead(PrintWriter out) {
        long tasks = IntStream.range(0, graph.size())
                .mapToObj(graph::task)
                .distinct()
                .count();
        out.println(screen.ink(Ink.STRONG, screen.inert(story.title())) + "   " + count(graph.size(), "line") + ", "
                + count(tasks, "task") + ", " + count(services.size(), "service") + ": "
                + screen.inert(String.join(", ", services)));
        processes().filter(process -> !process.equals(first())).forEach(process -> {
            String offset = new ClockText(screen, story.clocks()).of(process, first());
            out.println(screen.inert(offset) + "; ~ marks times that rest on it");
        });
        out.println();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private Stream<String> processes() {
        return IntStream.of(rows)
                .mapToObj(event -> graph.record(event).process())
                .distinct();
    }

    private String first() {
        return graph.record(rows[0]).process();
    }

    private String row(int row) {
        int event = rows[row];
        String time = mark(isElsewhere(event)) + Durations.text(Math.max(0, story.time(event) - story.time(rows[0])));
        String lane = Columns.fit(screen.isAscii() ? Lanes.ascii(lanes[row]) : lanes[row], laneWidth, screen.isAscii());
        String service = Columns.fit(screen.inert(story.service(event)), serviceWidth, screen.isAscii());
        String since = since(event);
        int used = 9 + laneWidth + 1 + serviceWidth + 2 + (since.isEmpty() ? 0 : 1 + since.length());
        String body = Columns.fit(body(event), Math.max(20, screen.width() - used), screen.isAscii());
        String line = screen.ink(Ink.FAINT, "%8s".formatted(time)) + " " + lane + " " + ink(event, service) + "  "
                + severe(event, body) + " " + screen.ink(Ink.FAINT, since);
        return line.stripTrailing();
    }

    private boolean isElsewhere(int event) {
        return !graph.record(event).process().equals(first());
    }

    private static String mark(boolean isCorrected) {
        return isCorrected ? "~" : "";
    }

    private String ink(int event, String service) {
        return screen.ink(SERVICE_INKS[services.indexOf(story.service(event)) % SERVICE_INKS.length], service);
    }

    private String severe(int event, String body) {
        return switch (graph.record(event).event().severity()) {
            case "ERROR", "FATAL" -> screen.ink(Ink.RED, body);
            case "WARN" -> screen.ink(Ink.YELLOW, body);
            default -> body;
        };
    }

    private String body(int event) {
        LogRecord record = graph.record(event);
        StringBuilder body = new StringBuilder(options.hasIds() ? record.id() + " " : "");
        body.append(record.event().body());
        if (branches.multiple(event) > 1) {
            body.append("  x").append(branches.multiple(event));
        }
        if (branches.leftOut(event) > 0) {
            body.append("  (+").append(branches.leftOut(event)).append(" deeper)");
        }
        if (options.hasMissing()) {
            graph.missing(event).forEach(id -> body.append("  ?").append(id));
        }
        TaskStart start = record.causal().start();
        if (start != null && start.submitted() != LogTime.UNKNOWN && start.begun() != LogTime.UNKNOWN) {
            body.append("  (queued ")
                    .append(Durations.text(Math.max(0, start.begun() - start.submitted())))
                    .append(')');
        }
        return screen.inert(body.toString());
    }

    /** The time since the latest predecessor. */
    private String since(int event) {
        return Arrays.stream(branches.predecessors(event))
                .boxed()
                .max(Comparator.comparingLong(story::time))
                .map(before -> "%8s"
                        .formatted(mark(!isSameProcess(before, event))
                                + Durations.text(Math.max(0, story.time(event) - story.time(before)))))
                .orElse("");
    }

    private boolean isSameProcess(int one, int other) {
        return graph.record(one).process().equals(graph.record(other).process());
    }

    private void printBelow(int row, PrintWriter out) {
        LogRecord record = graph.record(rows[row]);
        String indent = " ".repeat(9 + laneWidth + 1 + serviceWidth + 4);
        List<String> below = new ArrayList<>();
        TaskStart start = record.causal().start();
        if (options.hasSites() && start != null && !start.site().isEmpty()) {
            below.add((start.isApproximate() ? "from about " : "from ") + start.site());
        }
        if (!record.event().exception().isEmpty()) {
            below.addAll(
                    options.hasStacks()
                            ? record.event()
                                    .exception()
                                    .lines()
                                    .map(line -> line.replace("\t", "    "))
                                    .toList()
                            : Folded.exception(record.event().exception(), screen.width() - indent.length()));
        }
        for (String text : below) {
            String shown = Columns.cut(indent + screen.inert(text), screen.width(), screen.isAscii());
            out.println(screen.ink(Ink.FAINT, shown));
        }
    }
}
