package dev.whence.log.cli;

import dev.whence.log.stats.Latencies;
import dev.whence.log.stats.Sample;
import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code stats}. */
@Command(
        name = "stats",
        description = {
            "Tells how long it took from one message to another that it led to in the same operation, by service.",
            "~ marks times across services, which rest on the difference of their clocks. Exit code 1: there is none."
        },
        mixinStandardHelpOptions = true)
final class Stats extends LogCommand {
    @Mixin
    private final Output output = new Output();

    @Option(names = "--from", required = true, paramLabel = "TEXT", description = "A part of the first message.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "TEXT", description = "A part of the second message.")
    private String to;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files; - is the standard input.")
    private List<String> files;

    @Override
    public Integer call() {
        Latencies latencies = new Latencies(input.read(files), from, to);
        if (latencies.samples().isEmpty()) {
            input.say("no line with '" + to + "' comes after one with '" + from + "' in the same operation");
            return input.end(ExitCode.NO);
        }
        PrintWriter out = writer();
        print(latencies, output.screen(), out);
        out.flush();
        return input.end(ExitCode.OK);
    }

    private static void print(Latencies latencies, Screen screen, PrintWriter out) {
        int width = latencies.samples().keySet().stream()
                .mapToInt(service -> Columns.width(screen.inert(service)))
                .max()
                .orElse(0);
        int column = Math.max(7, width);
        out.println(Columns.fit("service", column, true) + "   count      p50      p90      p99      max");
        latencies
                .samples()
                .forEach((service, sample) ->
                        out.println(Columns.fit(screen.inert(service), column, screen.isAscii()) + row(sample)));
        if (latencies.unmatched() > 0) {
            out.println(
                    latencies.unmatched() + " more lines have the second message, but come after none with the first");
        }
    }

    private static String row(Sample sample) {
        StringBuilder row = new StringBuilder("%8d".formatted(sample.size()));
        for (double percent : new double[] {50, 90, 99, 100}) {
            String value = (sample.isCorrected() ? "~" : "") + Durations.text(sample.percentile(percent));
            row.append(" %8s".formatted(value));
        }
        return row.toString();
    }
}
