package dev.whence.demo.clocks;

import dev.whence.demo.compare.Cell;
import dev.whence.demo.compare.Console;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The merged log of several services, sorted by timestamp and by stamp. */
public final class MergedLog {
    private static final int TIME_START = "2026-01-01T".length();
    private static final int TIME_END = TIME_START + "00:00:00.000".length();

    private final List<LogRecord> byTime;
    private final List<LogRecord> byStamp;
    private final long edges;

    private MergedLog(List<LogRecord> lines) {
        this.edges = Causes.count(lines);
        this.byTime = sorted(lines, Comparator.comparing(line -> line.event().time()));
        this.byStamp = sorted(
                lines, Comparator.comparing(line -> Stamp.format(line.causal().hlc())));
    }

    private static List<LogRecord> sorted(List<LogRecord> lines, Comparator<LogRecord> order) {
        return lines.stream().sorted(order).toList();
    }

    /**
     * Reads files of JSON Lines.
     *
     * @throws UncheckedIOException if a file cannot be read, or has a line that is not JSON
     */
    public static MergedLog read(Path... files) {
        return new MergedLog(Causes.read(List.of(files)));
    }

    /** Returns whether the order by timestamp has effects before causes, and the order by stamp has none. */
    public boolean stampsFixOrder() {
        return edges > 0 && Causes.violations(byTime) > 0 && Causes.violations(byStamp) == 0;
    }

    /**
     * Prints the lines of one correlation in both orders side by side, and the number of violations in the whole log.
     */
    public void print(String correlation, Console console) {
        console.rule();
        console.row(Cell.strong("SORTED BY TIMESTAMP"), Cell.strong("SORTED BY causal.hlc"));
        console.rule();
        List<LogRecord> left = of(correlation, byTime).toList();
        List<LogRecord> right = of(correlation, byStamp).toList();
        for (int i = 0; i < left.size(); i++) {
            console.row(Cell.plain(byTime(left.get(i))), Cell.plain(byStamp(right.get(i))));
        }
        console.rule();
        console.row(Cell.plain(verdict(byTime)), Cell.plain(verdict(byStamp)));
        console.rule();
    }

    private static Stream<LogRecord> of(String correlation, List<LogRecord> order) {
        return order.stream().filter(line -> line.event().correlation().equals(correlation));
    }

    private String verdict(List<LogRecord> order) {
        return "%d of %d effects before their cause".formatted(Causes.violations(order), edges);
    }

    private static String byTime(LogRecord line) {
        return text(LogTime.format(line.event().time()).substring(TIME_START, TIME_END), line);
    }

    private static String byStamp(LogRecord line) {
        return text(Stamp.format(line.causal().hlc()), line);
    }

    private static String text(String key, LogRecord line) {
        return "%s %-11.11s %s"
                .formatted(key, line.event().thread(), line.event().body());
    }
}
