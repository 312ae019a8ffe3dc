package dev.whence.benchmarks;

import dev.whence.benchmarks.logs.CompareLogs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main class. It measures every case with every agent, in turns, and prints tables. */
@Command(
        name = "whence-benchmarks",
        mixinStandardHelpOptions = true,
        subcommands = CompareLogs.class,
        description =
                "Measures hops, start-up and an HTTP service without an agent, with Whence, and with its peers, in turns.")
public final class Compare implements Callable<Integer> {
    private static final String VIRTUAL = "virtualThread";
    private static final List<String> CASES = List.of(
            "thenApply",
            "thenApplyAsync",
            "execute",
            "submitAndGet",
            "submitAndFail",
            "submitAndKeepFailure",
            "forkAndJoin",
            "chainOf100",
            "allOf100",
            VIRTUAL);
    private static final List<String> NO_CASES = List.of("none");

    @Option(names = "--quick", description = "Short iterations and few rounds: some minutes instead of an hour or two.")
    private boolean quick;

    @Mixin
    private MeasuredJvm jvm = new MeasuredJvm();

    @Option(
            names = "--agents",
            split = ",",
            paramLabel = "<name>",
            description = "The agents to measure, besides none: ${COMPLETION-CANDIDATES}.")
    private List<Subject> chosen = List.of(Subject.values());

    @Option(names = "--cases", split = ",", paramLabel = "<case>", description = "The cases; 'none' for no case.")
    private List<String> cases = CASES;

    @Option(
            names = "--collector",
            paramLabel = "<name>",
            description = "The garbage collector: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Collector collector = Collector.SERIAL;

    @Option(names = "--rounds", paramLabel = "<n>", description = "The number of JVMs for each case and agent.")
    private int rounds;

    @Option(
            names = "--services",
            paramLabel = "<n>",
            description = "The number of processes of the HTTP service for each agent; 0 for none.")
    private int services = -1;

    @Option(
            names = "--starts",
            paramLabel = "<n>",
            description = "The number of runs of hello world for each agent; 0 for none.")
    private int starts = -1;

    private final Map<Subject, @Nullable Path> agents = new EnumMap<>(Subject.class);

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!cases.equals(NO_CASES) && !CASES.containsAll(cases)) {
            System.err.println("Unknown case; the cases are " + CASES);
            return CommandLine.ExitCode.USAGE;
        }
        rounds = rounds > 0 ? rounds : quick ? 1 : 5;
        starts = starts >= 0 ? starts : quick ? 7 : 21;
        services = services >= 0 ? services : quick ? 3 : 5;
        Starts hello = new Starts();
        find(hello);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // JMH copies the output of its JVMs to System.out.
        out.println(header());
        if (starts > 0) {
            printStarts(out, hello.measure(jvm.executable(), agents, starts));
        }
        if (services > 0) {
            Throughput http = quick ? new Throughput(10, 10) : new Throughput(20, 20);
            printServices(out, http.measure(jvm.executable(), collector, agents, services));
        }
        if (!cases.equals(NO_CASES)) {
            printHops(out);
        }
        return CommandLine.ExitCode.OK;
    }

    private void find(Starts hello) throws IOException {
        agents.put(Subject.NONE, null);
        for (Subject subject : chosen) {
            Path jar =
                    switch (subject) {
                        case NONE -> null;
                        case EMPTY -> hello.emptyAgent();
                        case WHENCE -> jvm.agent();
                        default -> Jars.peer(Objects.requireNonNull(subject.jar));
                    };
            if (jar != null && Files.isReadable(jar)) {
                agents.put(subject, jar);
            } else if (jar != null) {
                System.err.println(subject.label() + " is left out: there is no " + jar);
            }
        }
    }

    private String header() throws IOException {
        return jvm.describe() + ", " + collector + "; " + rounds
                + " JVMs for each case and agent; medians [least–greatest]; × is the ratio to no agent.\n";
    }

    private static void printStarts(PrintStream out, Map<Subject, Sample> samples) {
        out.println("| hello world, whole process | ms | more than none | × |");
        out.println("|---|---|---|---|");
        samples.forEach((subject, sample) -> {
            double none = samples.getOrDefault(Subject.NONE, sample).median();
            out.println("| " + subject.label() + " | " + sample + " | +" + Sample.text(sample.median() - none) + " | "
                    + ratio(sample.median() / none) + " |");
        });
        out.println();
    }

    private static void printServices(PrintStream out, Map<Subject, Sample> samples) {
        out.println("| HTTP service | requests/s | ×, median of turns |");
        out.println("|---|---|---|");
        samples.forEach((subject, sample) -> {
            Sample ratios = sample.over(samples.getOrDefault(Subject.NONE, sample));
            out.println("| " + subject.label() + " | " + sample + " | " + ratio(ratios.median()) + " |");
        });
        out.println();
    }

    private void printHops(PrintStream out) throws IOException {
        out.println("| case | agent | ns/op, nothing open | × | B/op | ns/op, context open | × | B/op |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (String hop : cases) {
            if (!hop.equals(VIRTUAL) || jvm.hasVirtualThreads()) {
                printHop(out, hop);
            }
        }
    }

    private void printHop(PrintStream out, String hop) {
        Map<Subject, Cost> idle = new EnumMap<>(Subject.class);
        Map<Subject, Cost> open = new EnumMap<>(Subject.class);
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<Subject, @Nullable Path> agent : agents.entrySet()) {
                Subject subject = agent.getKey();
                // With any agent the JVM reports each mount of a virtual thread. This affects no other kind of hop.
                if (subject != Subject.EMPTY || hop.equals(VIRTUAL)) {
                    List<String> options = subject.options(agent.getValue());
                    measure(hop, OpenContext.NONE, options, idle.computeIfAbsent(subject, any -> new Cost()));
                    if (subject.context != OpenContext.NONE) {
                        measure(hop, subject.context, options, open.computeIfAbsent(subject, any -> new Cost()));
                    }
                }
            }
        }
        Cost none = idle.getOrDefault(Subject.NONE, new Cost());
        idle.forEach((subject, cost) -> out.println("| " + hop + " | " + subject.label() + " | " + cost.cells(none)
                + " | " + open.getOrDefault(subject, new Cost()).cells(none) + " |"));
    }

    private void measure(String hop, OpenContext context, List<String> jvmOptions, Cost into) {
        List<String> arguments = new ArrayList<>(collector.jvmOptions());
        arguments.add("-Djdk.virtualThreadScheduler.parallelism=1");
        arguments.addAll(jvmOptions);
        Options options = new OptionsBuilder()
                .include("^" + HopBenchmark.class.getName().replace(".", "\\.") + "\\." + hop + "$")
                .param("context", context.name())
                .jvm(jvm.executable().toString())
                .jvmArgs(arguments.toArray(new String[0]))
                .forks(1)
                .warmupIterations(quick ? 3 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 300 : 1000))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        for (RunResult result : run(options)) {
            for (IterationResult iteration : result.getBenchmarkResults().stream()
                    .flatMap(of -> of.getIterationResults().stream())
                    .toList()) {
                into.nanos.add(iteration.getPrimaryResult().getScore());
                Result<?> bytes = iteration.getSecondaryResults().get("gc.alloc.rate.norm");
                if (bytes != null) {
                    into.bytes.add(bytes.getScore());
                }
            }
        }
    }

    /** Returns the results, or none if an agent breaks the benchmark. The other cells of the table remain valid. */
    private static Collection<RunResult> run(Options options) {
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            e.printStackTrace();
            return List.of();
        }
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** The cost of one case with one agent. */
    private static final class Cost {
        final Sample nanos = new Sample();
        final Sample bytes = new Sample();

        String cells(Cost none) {
            if (nanos.isEmpty() || none.nanos.isEmpty()) {
                return "– | – | –";
            }
            return nanos + " | " + ratio(nanos.median() / none.nanos.median()) + " | "
                    + (bytes.isEmpty() ? "–" : Sample.text(bytes.median()));
        }
    }
}
