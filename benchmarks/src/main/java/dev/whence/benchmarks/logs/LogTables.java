package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Sample;
import dev.whence.benchmarks.Subject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the results of one format as Markdown tables. */
final class LogTables {
    private static final Entrant STOCK = new Entrant(Contender.STOCK, Subject.NONE);
    private static final Entrant TUNED = new Entrant(Contender.TUNED, Subject.NONE);

    private final PrintStream out;
    private final Format format;
    private final List<Entrant> entrants;
    private final Results results;

    LogTables(PrintStream out, Format format, List<Entrant> entrants, Results results) {
        this.out = out;
        this.format = format;
        this.entrants = entrants;
        this.results = results;
    }

    void printThroughput(List<Load> loads) {
        row(
                "threads",
                "appender, " + format,
                "agent",
                "k events/s",
                "× stock",
                "× tuned",
                "CPU, ns/event",
                "B/event",
                "B/line",
                "lost");
        rule(10);
        for (Load load : loads) {
            for (Entrant entrant : measured(load)) {
                Sample rate = results.get(load, entrant, Quantity.THOUSANDS_PER_SECOND);
                row(
                        load.label(),
                        entrant.contender().label,
                        entrant.agent().label(),
                        rate.toString(),
                        ratio(load, entrant, STOCK),
                        ratio(load, entrant, TUNED),
                        median(load, entrant, Quantity.CPU_NANOS),
                        median(load, entrant, Quantity.BYTES),
                        median(load, entrant, Quantity.LINE_BYTES),
                        lost(load, entrant));
            }
        }
        out.println();
    }

    void printLatency(Load load) {
        row(
                "appender, " + format + ", paced",
                "agent",
                "call p50, µs",
                "p99",
                "p99.9",
                "since due p50, µs",
                "p99",
                "p99.9",
                "CPU of other threads, ns/event",
                "lost");
        rule(10);
        for (Entrant entrant : measured(load)) {
            row(
                    entrant.contender().label,
                    entrant.agent().label(),
                    results.get(load, entrant, Quantity.CALL_P50).toString(),
                    results.get(load, entrant, Quantity.CALL_P99).toString(),
                    results.get(load, entrant, Quantity.CALL_P999).toString(),
                    results.get(load, entrant, Quantity.DUE_P50).toString(),
                    results.get(load, entrant, Quantity.DUE_P99).toString(),
                    results.get(load, entrant, Quantity.DUE_P999).toString(),
                    median(load, entrant, Quantity.CPU_NANOS),
                    lost(load, entrant));
        }
        out.println();
    }

    void printEncoding(Load load) {
        row("encoder of, " + format, "agent", "CPU, ns/event", "B/event", "B/line");
        rule(5);
        for (Entrant entrant : measured(load)) {
            row(
                    entrant.contender().label,
                    entrant.agent().label(),
                    results.get(load, entrant, Quantity.CPU_NANOS).toString(),
                    median(load, entrant, Quantity.BYTES),
                    median(load, entrant, Quantity.LINE_BYTES));
        }
        out.println();
    }

    private List<Entrant> measured(Load load) {
        List<Entrant> measured = new ArrayList<>();
        for (Entrant entrant : entrants) {
            if (results.has(load, entrant)) {
                measured.add(entrant);
            }
        }
        return measured;
    }

    private String ratio(Load load, Entrant entrant, Entrant reference) {
        Sample ratios = results.get(load, entrant, Quantity.THOUSANDS_PER_SECOND)
                .over(results.get(load, reference, Quantity.THOUSANDS_PER_SECOND));
        return ratios.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", ratios.median());
    }

    private String median(Load load, Entrant entrant, Quantity quantity) {
        return Sample.text(results.get(load, entrant, quantity).median());
    }

    private String lost(Load load, Entrant entrant) {
        double lost = results.get(load, entrant, Quantity.LOST).greatest();
        return lost == 0 ? "0" : "**" + Math.round(lost) + "**";
    }

    private void row(String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    private void rule(int columns) {
        out.println("|" + "---|".repeat(columns));
    }
}
