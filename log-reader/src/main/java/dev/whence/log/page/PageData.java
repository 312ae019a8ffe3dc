package dev.whence.log.page;

import dev.whence.log.Causal.TaskStart;
import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import dev.whence.log.clock.Offset;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.page.PageLog.Shown;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Writes a log as JSON for the page: a column for each field, since a browser reads that fastest. {@code log.js} says
 * what the columns mean. A page that has the first rows already gets only the others.
 */
final class PageData {
    private static final Offset UNKNOWN_CLOCK = new Offset(LogTime.UNKNOWN, LogTime.UNKNOWN);

    private final PageLog log;
    private final CausalGraph graph;
    private final PageTexts texts;
    private final Known known;
    private final PageJson json;

    /**
     * What a page has already.
     *
     * @param rows the number of rows
     * @param texts the numbers of texts, by column
     */
    record Known(int rows, Map<String, Integer> texts) {
        static final Known NOTHING = new Known(0, Map.of());

        /** Returns what is left of it when later rows have become other ones. */
        Known upTo(int row) {
            return new Known(Math.min(rows, row), texts);
        }
    }

    private PageData(PageLog log, PageTexts texts, Known known, PageJson json) {
        this.log = log;
        this.graph = log.graph();
        this.texts = texts;
        this.known = known;
        this.json = json;
    }

    /** Writes a whole log. */
    static void write(PageLog log, Writer out) throws IOException {
        write(log, new PageTexts(), Known.NOTHING, out);
    }

    /** Writes what a page does not have yet. */
    static void write(PageLog log, PageTexts texts, Known known, Writer out) throws IOException {
        try (PageJson json = new PageJson(out)) {
            new PageData(log, texts, known, json).write();
        }
    }

    private void write() throws IOException {
        json.number("from", known.rows());
        json.number("leftOut", log.leftOut());
        json.number("begin", log.begin());
        numbers("time", row -> log.timeOf(row) - log.begin());
        writeIds();
        table("service", shown -> shown.event().service());
        table("process", Shown::process);
        writeClocks();
        table("severity", shown -> shown.event().severity());
        table("thread", shown -> shown.event().thread());
        table("operation", shown -> shown.event().correlation());
        table("logger", shown -> shown.event().logger());
        table("stack", shown -> shown.event().exception());
        json.texts("body", count(), i -> log.shown(row(i)).event().body());
        writeStarts();
        writeCauses();
        writeGaps();
        writeStamps();
    }

    private int count() {
        return log.size() - known.rows();
    }

    private int row(int i) {
        return known.rows() + i;
    }

    private IntStream rows() {
        return IntStream.range(known.rows(), log.size());
    }

    private void numbers(String name, IntToLongFunction number) throws IOException {
        json.numbers(name, count(), i -> number.applyAsLong(row(i)));
    }

    private void table(String name, Function<Shown, String> text) throws IOException {
        table(name, count(), i -> text.apply(log.shown(row(i))));
    }

    private void table(String name, int count, IntFunction<String> text) throws IOException {
        json.table(name, texts.of(name), known.texts().getOrDefault(name, 0), count, text);
    }

    /** The clocks of all processes, since what is known of them may have changed. */
    private void writeClocks() throws IOException {
        Map<String, Offset> offsets = log.clocks().offsets();
        List<Offset> clocks = texts.of("process").keySet().stream()
                .map(process -> offsets.getOrDefault(process, UNKNOWN_CLOCK))
                .toList();
        json.numbers("clockAhead", clocks.size(), i -> clocks.get(i).guess());
        json.numbers(
                "clockError",
                clocks.size(),
                i -> clocks.get(i).isBounded() ? clocks.get(i).error() : -1);
    }

    private void writeIds() throws IOException {
        table("task", count(), i -> graph.task(log.event(row(i))));
        numbers("n", log::n);
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
        int[] counts = new int[count()];
        for (int i = 0; i < counts.length; i++) {
            List<String> names = graph.kinds(log.event(row(i)));
            int[] rows = log.causes(row(i));
            for (int cause = 0; cause < rows.length; cause++) {
                if (rows[cause] >= 0) {
                    causes.add(rows[cause]);
                    kinds.add(names.get(cause));
                    counts[i]++;
                }
            }
        }
        json.numbers("causes", counts.length, i -> counts[i]);
        json.numbers("cause", causes.size(), causes::get);
        table("kind", kinds.size(), kinds::get);
    }

    /** What the log does not have. */
    private void writeGaps() throws IOException {
        int[] incomplete = rows().filter(log::isIncomplete).toArray();
        json.numbers("incomplete", incomplete.length, i -> incomplete[i]);
        json.texts("missing", incomplete.length, i -> String.join(" ", graph.missing(log.event(incomplete[i]))));
    }

    /** The effective stamps in two parts, since JavaScript's numbers have 53 bits. */
    private void writeStamps() throws IOException {
        numbers("stamp", row -> log.stamp(row) >>> Stamp.COUNTER_BITS);
        numbers("tick", row -> log.stamp(row) & ((1 << Stamp.COUNTER_BITS) - 1));
    }
}
