package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Collector;
import dev.whence.benchmarks.MeasuredJvm;
import dev.whence.benchmarks.Subject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that measures all ways to log to a file, in turns, and prints tables. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Measures logging to a file with logback's appenders, Whence's and their peers, in turns.")
public final class CompareLogs implements Callable<Integer> {
    private static final int PACED_EVENTS_PER_SECOND = 100_000;
    private static final int FIRST_WARMUP_TURNS = 3;

    @Option(names = "--quick", description = "Few and short turns: about ten minutes.")
    private boolean quick;

    @Mixin
    private MeasuredJvm jvm = new MeasuredJvm();

    @Option(
            names = "--collector",
            paramLabel = "<name>",
            description = "The garbage collector: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Collector collector = Collector.G1;

    @Option(
            names = "--agents",
            split = ",",
            paramLabel = "<name>",
            description = "'none', 'whence' or both; default: ${DEFAULT-VALUE}.")
    private List<Subject> agents = List.of(Subject.NONE, Subject.WHENCE);

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "<name>",
            description = "What to measure: ${COMPLETION-CANDIDATES}.")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--formats", split = ",", paramLabel = "<name>", description = "${COMPLETION-CANDIDATES} or both.")
    private List<Format> formats = List.of(Format.values());

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "<n>",
            converter = Threads.Converter.class,
            description = "Numbers of threads, with a 'v' for virtual threads; default: 1,8,64,10000v.")
    private List<Threads> threads =
            List.of(new Threads(1, false), new Threads(8, false), new Threads(64, false), new Threads(10_000, true));

    @Option(names = "--events", paramLabel = "<n>", description = "The number of events of a turn.")
    private int events;

    @Option(names = "--rounds", paramLabel = "<n>", description = "The number of turns of each JVM.")
    private int rounds;

    @Option(names = "--jvms", paramLabel = "<n>", description = "The number of JVMs of each contender.")
    private int jvms;

    @Option(names = "--folder", paramLabel = "<path>", description = "Where to write; default: the temporary folder.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    private final Random order = new Random(1);

    @Override
    public Integer call() throws IOException {
        if (!List.of(Subject.NONE, Subject.WHENCE).containsAll(agents)) {
            System.err.println("Agents are 'none' and 'whence'");
            return CommandLine.ExitCode.USAGE;
        }
        events = events > 0 ? events : quick ? 200_000 : 1_000_000;
        rounds = rounds > 0 ? rounds : quick ? 2 : 5;
        jvms = jvms > 0 ? jvms : quick ? 1 : 2;
        List<Entrant> entrants = entrants();
        List<Load> emissions = emissions();
        Load pace = Load.pace(PACED_EVENTS_PER_SECOND, quick ? 1500 : 5000);
        Load encode = Load.encode(quick ? 500 : 2000);
        List<Load> loads = new ArrayList<>(emissions);
        loads.addAll(List.of(pace, encode));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(header());
        for (Format format : formats) {
            LogTables tables = new LogTables(out, format, entrants, measure(format, entrants, loads));
            tables.printThroughput(emissions);
            tables.printLatency(pace);
            tables.printEncoding(encode);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Entrant> entrants() throws IOException {
        List<Entrant> entrants = new ArrayList<>();
        for (Contender contender : contenders) {
            String missing = contender.missing();
            if (!missing.isEmpty()) {
                System.err.println(contender.label + " is left out: there is no " + missing);
            } else {
                agents.forEach(agent -> entrants.add(new Entrant(contender, agent)));
            }
        }
        if (!Files.isReadable(jvm.agent()) && entrants.removeIf(entrant -> entrant.agent() == Subject.WHENCE)) {
            System.err.println("The agent is left out: there is no " + jvm.agent());
        }
        return entrants;
    }

    private List<Load> emissions() throws IOException {
        List<Load> emissions = new ArrayList<>();
        for (Threads number : threads) {
            if (!number.virtual() || jvm.hasVirtualThreads()) {
                emissions.add(Load.emit(number, events));
            }
        }
        return emissions;
    }

    private String header() throws IOException {
        return jvm.describe() + ", " + collector + "; " + jvms + " JVMs for each appender and agent, " + rounds
                + " turns each, " + events
                + " events in a turn; medians [least–greatest]; × is the ratio to the same turn of the stock and of the"
                + " tuned AsyncAppender without an agent.\n";
    }

    private Results measure(Format format, List<Entrant> entrants, List<Load> loads) throws IOException {
        Results results = new Results();
        for (int i = 0; i < jvms; i++) {
            List<Rival> rivals = new ArrayList<>();
            try {
                for (Entrant entrant : entrants) {
                    rivals.add(Rival.start(entrant, format, jvm, collector, folder));
                }
                takeTurns(format, rivals, loads, results);
            } finally {
                rivals.forEach(Rival::close);
            }
        }
        return results;
    }

    private void takeTurns(Format format, List<Rival> rivals, List<Load> loads, Results results) throws IOException {
        for (int turn = 0; turn < FIRST_WARMUP_TURNS; turn++) {
            takeTurn(rivals, loads.get(0), new Results());
        }
        for (Load load : loads) {
            System.err.println(format + ", " + load.label());
            takeTurn(rivals, load, new Results());
            for (int turn = 0; turn < rounds; turn++) {
                takeTurn(rivals, load, results);
            }
        }
    }

    /** Lets each rival make a turn. The order changes, because a turn may disturb the one that follows. */
    private void takeTurn(List<Rival> rivals, Load load, Results results) throws IOException {
        List<Rival> shuffled = new ArrayList<>(rivals);
        Collections.shuffle(shuffled, order);
        for (Rival rival : shuffled) {
            if (rival.entrant().takes(load)) {
                Measures measures = rival.turn(load);
                if (measures != null) {
                    results.add(load, rival.entrant(), measures);
                }
            }
        }
    }
}
