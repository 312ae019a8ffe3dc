package dev.whence.demo.compare;

import dev.whence.demo.compare.Cell.Style;
import dev.whence.demo.jvm.Recording.Logs;
import dev.whence.demo.log.LogLine;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A page that shows the logs of two runs side by side. */
public final class Comparison {
    private static final int LINES_BEFORE = 13;
    private static final int FRAMES = 16;

    private final String correlation;
    private final RunLog without;
    private final RunLog with;
    private final List<LogLine> found;

    private Comparison(String correlation, RunLog without, RunLog with) {
        this.correlation = correlation;
        this.without = without;
        this.with = with;
        this.found = with.of(correlation);
    }

    /**
     * Reads the logs of the two runs.
     *
     * @throws IOException if a log cannot be read, or the second log has no line of the correlation
     */
    public static Comparison of(String correlation, Logs without, Logs with) throws IOException {
        Comparison comparison = new Comparison(correlation, RunLog.read(without), RunLog.read(with));
        if (comparison.found.isEmpty()) {
            throw new IOException(
                    "no line of " + with.shop() + " carries " + correlation + ": is it the Whence agent?");
        }
        return comparison;
    }

    /** Prints the page. */
    public void print(Console console) {
        console.rule();
        console.row(
                Cell.strong("WITHOUT WHENCE: %s in %d lines"
                        .formatted(correlation, without.of(correlation).size())),
                Cell.strong("WITH WHENCE: %s in %d lines".formatted(correlation, found.size())));
        printLines(console);
        printTraces(console);
        printConclusion(console);
    }

    private void printLines(Console console) {
        List<LogLine> interleaved = without.untilFailure(LINES_BEFORE);
        console.row(
                Cell.plain("$ grep -B" + LINES_BEFORE + " 'order failed' " + name(without)),
                Cell.plain("$ sort -k1 with*.log | grep " + correlation));
        console.rule();
        printBeside(
                console,
                interleaved.stream().map(Comparison::cell).toList(),
                found.stream().map(Comparison::cell).toList());
    }

    private void printTraces(Console console) {
        console.rule();
        console.row(
                new Cell(simpleName(without.exception()), Style.ERROR),
                new Cell(simpleName(with.exception()), Style.ERROR));
        printBeside(console, cells(without.trace()), cells(with.trace()));
        console.rule();
    }

    private static void printBeside(Console console, List<Cell> left, List<Cell> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            console.row(i < left.size() ? left.get(i) : Cell.EMPTY, i < right.size() ? right.get(i) : Cell.EMPTY);
        }
    }

    private void printConclusion(Console console) {
        long threads = found.stream().map(LogLine::thread).distinct().count();
        console.row(
                Cell.plain("Which of these lines are of the failed order?"),
                Cell.plain("Its lines, from %d threads of two services.".formatted(threads)));
        console.row(
                Cell.plain("The trace ends in " + end(without) + ". Who called?"),
                Cell.plain("The trace leads back to " + handler(with) + "."));
        console.rule();
    }

    private static String end(RunLog log) {
        List<Frame> trace = log.trace();
        return trace.isEmpty() ? "nothing" : trace.get(trace.size() - 1).name();
    }

    private static String handler(RunLog log) {
        return log.trace().stream()
                .filter(Frame::isInHandler)
                .map(Frame::name)
                .findFirst()
                .orElse("no handler");
    }

    private static Cell cell(LogLine line) {
        String seconds = line.time().substring(line.time().lastIndexOf(':') + 1);
        String text = "%s [%s] %-11.11s %s".formatted(seconds, line.correlation(), line.thread(), line.message());
        return new Cell(text, line.isError() ? Style.ERROR : Style.PLAIN);
    }

    private static List<Cell> cells(List<Frame> trace) {
        Stream<Cell> shown = trace.stream().limit(FRAMES).map(Frame::cell);
        Stream<Cell> rest = Stream.of(trace.size() - FRAMES)
                .filter(more -> more > 0)
                .map(more -> new Cell("and " + more + " more", Style.FAINT));
        return Stream.concat(shown, rest).toList();
    }

    private static String name(RunLog log) {
        return String.valueOf(log.file().getFileName());
    }

    private static String simpleName(String exception) {
        return exception.replaceFirst("^[\\w.]*\\.(?=[A-Z])", "");
    }
}
