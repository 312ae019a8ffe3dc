package dev.whence.log.page;

import dev.whence.log.Causal.TaskStart;
import dev.whence.log.LogTime;
import dev.whence.log.clock.Offset;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.page.PageLog.Shown;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes a log as JSON for the page: a column for each field, since a browser reads that fastest. {@code log.js} says
 * what the columns mean.
 */
final class PageData {
    private static final Offset UNKNOWN_CLOCK = new Offset(LogTime.UNKNOWN, LogTime.UNKNOWN);

    private final PageLog log;
    private final CausalGraph graph;
    private final PageJson json;

    private PageData(PageLog log, PageJson json) {
        this.log = log;
        this.graph = log.graph();
        this.json = json;
    }

    static void write(PageLog log, Writer out) throws IOException {
        try (PageJson json = new PageJson(out)) {
            new PageData(log, json).write();
        }
    }

    private void write() throws IOException {
        json.number("leftOut", log.leftOut());
        writeTimes();
        writeIds();
        table("service", shown -> shown.event().service());
        writeClocks(table("process", Shown::process));
        table("severity", shown -> shown.event().severity());
        table("thread", shown -> shown.event().thread());
        table("operation", shown -> shown.event().correlation());
        table("logger", shown -> shown.event().logger());
        table("stack", shown -> shown.event().exception());
        json.texts("body", log.size(), row -> log.shown(row).event().body());
        writeStarts();
        writeCauses();
        writeGaps();
    }

    private List<String> table(String name, Function<Shown, String> text) throws IOException {
        return json.table(name, log.size(), row -> text.apply(log.shown(row)));
    }

    private void writeClocks(List<String> processes) throws IOException {
        Map<String, Offset> offsets = log.clocks().offsets();
        List<Offset> clocks = processes.stream()
                .map(process -> offsets.getOrDefault(process, UNKNOWN_CLOCK))
                .toList();
        json.numbers("clockAhead", clocks.size(), i -> clocks.get(i).guess());
        json.numbers(
                "clockError",
                clocks.size(),
                i -> clocks.get(i).isBounded() ? clocks.get(i).error() : -1);
    }

    private void writeTimes() throws IOException {
        long begin = rows().mapToLong(log::timeOf).min().orElse(0);
        json.number("begin", begin);
        json.numbers("time", log.size(), row -> log.timeOf(row) - begin);
    }

    private void writeIds() throws IOException {
        json.table("task", log.size(), row -> graph.task(log.event(row)));
        json.numbers("n", log.size(), row -> {
            String id = graph.id(log.event(row));
            return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
        });
    }

    private void writeStarts() throws IOException {
        int[] starts = rows().filter(row -> log.shown(row).start() != null).toArray();
        json.numbers("start", starts.length, i -> starts[i]);
        json.texts("site", starts.length, i -> start(starts[i]).site());
        json.numbers("siteApproximate", starts.length, i -> start(starts[i]).isApproximate() ? 1 : 0);
        json.numbers("queued", starts.length, i -> queued(start(starts[i])));
    }

    private TaskStart start(int row) {
        return Objects.requireNonNull(log.shown(row).start());
    }

    /** Returns how long a task was in a queue, in microseconds, or -1 if that is not known. */
    private static long queued(TaskStart start) {
        boolean isKnown = start.submitted() != LogTime.UNKNOWN && start.begun() != LogTime.UNKNOWN;
        return isKnown ? Math.max(0, start.begun() - start.submitted()) : -1;
    }

    private void writeCauses() throws IOException {
        List<Integer> causes = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        int[] counts = new int[log.size()];
        rows().forEach(row -> {
            int[] events = graph.predecessors(log.event(row));
            List<String> names = graph.kinds(log.event(row));
            for (int i = 0; i < events.length; i++) {
                if (log.row(events[i]) >= 0) {
                    causes.add(log.row(events[i]));
                    kinds.add(names.get(i));
                    counts[row]++;
                }
            }
        });
        json.numbers("causes", counts.length, row -> counts[row]);
        json.numbers("cause", causes.size(), causes::get);
        json.table("kind", kinds.size(), kinds::get);
    }

    /** What the log does not have, and which stamps are equal: the page compares events as the graph does. */
    private void writeGaps() throws IOException {
        int[] incomplete = rows().filter(this::isIncomplete).toArray();
        json.numbers("incomplete", incomplete.length, i -> incomplete[i]);
        json.texts("missing", incomplete.length, i -> String.join(" ", graph.missing(log.event(incomplete[i]))));
        long[] stamps = rows().mapToLong(this::stamp).sorted().distinct().toArray();
        json.numbers("stamp", log.size(), row -> Arrays.binarySearch(stamps, stamp(row)));
    }

    /** An event that comes after one that is left out is incomplete here. */
    private boolean isIncomplete(int row) {
        int event = log.event(row);
        return graph.isIncomplete(event)
                || IntStream.of(graph.predecessors(event)).anyMatch(before -> log.row(before) < 0);
    }

    /** Returns the effective stamp of an event, as a number that sorts with its sign. */
    private long stamp(int row) {
        return graph.effectiveStamp(log.event(row)) + Long.MIN_VALUE;
    }

    private IntStream rows() {
        return IntStream.range(0, log.size());
    }
}
