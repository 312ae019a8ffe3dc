package dev.whence.demo.clocks;

import dev.whence.demo.compare.Cell;
import dev.whence.demo.compare.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The merged log of several services, sorted by timestamp and by stamp. */
public final class MergedLog {
    private final List<CausalLine> byTime;
    private final List<CausalLine> byStamp;
    private final long edges;

    private MergedLog(List<CausalLine> lines) {
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(line.id()));
        this.edges = lines.stream()
                .flatMap(line -> line.after().stream())
                .filter(ids::contains)
                .count();
        this.byTime = sorted(lines, Comparator.comparing(CausalLine::timestamp));
        this.byStamp = sorted(lines, Comparator.comparing(CausalLine::hlc));
    }

    private static List<CausalLine> sorted(List<CausalLine> lines, Comparator<CausalLine> order) {
        return lines.stream().sorted(order).toList();
    }

    /**
     * Reads files of JSON Lines.
     *
     * @throws IOException if a file cannot be read, or has a line that is not JSON
     */
    public static MergedLog read(Path... files) throws IOException {
        List<CausalLine> lines = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                lines.add(CausalLine.parse(line));
            }
        }
        return new MergedLog(lines);
    }

    /** Returns whether the order by timestamp has effects before causes, and the order by stamp has none. */
    public boolean stampsFixOrder() {
        return edges > 0 && violations(byTime) > 0 && violations(byStamp) == 0;
    }

    /** Returns the number of edges that lead from a later line to an earlier one. */
    private static long violations(List<CausalLine> order) {
        Set<String> later = new HashSet<>();
        order.forEach(line -> later.add(line.id()));
        long violations = 0;
        for (CausalLine line : order) {
            violations += line.after().stream().filter(later::contains).count();
            later.remove(line.id());
        }
        return violations;
    }

    /**
     * Prints the lines of one correlation in both orders side by side, and the number of violations in the whole log.
     */
    public void print(String correlation, Console console) {
        console.rule();
        console.row(Cell.strong("SORTED BY TIMESTAMP"), Cell.strong("SORTED BY causal.hlc"));
        console.rule();
        List<CausalLine> left = of(correlation, byTime).toList();
        List<CausalLine> right = of(correlation, byStamp).toList();
        for (int i = 0; i < left.size(); i++) {
            console.row(
                    Cell.plain(left.get(i).byTime()), Cell.plain(right.get(i).byStamp()));
        }
        console.rule();
        console.row(Cell.plain(verdict(byTime)), Cell.plain(verdict(byStamp)));
        console.rule();
    }

    private static Stream<CausalLine> of(String correlation, List<CausalLine> order) {
        return order.stream().filter(line -> line.correlation().equals(correlation));
    }

    private String verdict(List<CausalLine> order) {
        return "%d of %d effects before their cause".formatted(violations(order), edges);
    }
}
