package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CausalOrderTest {
    /** The number of random graphs of each test; the property sets it. */
    private static final int GRAPHS = Integer.getInteger("whence.graphs", 30);

    private static final long MINUTE = 60_000;

    private static final String INFO_ONLY = from("INFO");

    /** Another appender without a filter. Its events must not be in the graph of the appender under test. */
    private static final String SEES_ALL = Logback.WORDS
            + "<appender name='ALL' class='ch.qos.logback.core.FileAppender'><file>/dev/null</file>"
            + "<encoder><pattern>%hlc</pattern></encoder></appender>"
            + Logback.root("ALL");

    private static String from(String level) {
        return "<filter class='ch.qos.logback.classic.filter.ThresholdFilter'><level>" + level + "</level></filter>";
    }

    private final Path folder;

    CausalOrderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A random graph of tasks that has run, and the lines of its log. */
    private record Run(TaskGraph graph, List<LogLine> lines) {}

    private Run run(long seed, String properties) throws Exception {
        Path file = folder.resolve(seed + ".json");
        try (Logback logback = new Logback(SEES_ALL + Logback.file(file, Logback.json()) + Logback.causal(properties));
                TaskGraph graph = new TaskGraph(logback.logger())) {
            graph.run(seed);
            logback.close();
            return new Run(graph, LogLine.read(file));
        }
    }

    @Test
    void theOrderOfTheFileExtendsWhateverHappenedBefore() throws Exception {
        for (int seed = 0; seed < GRAPHS; seed++) {
            Run run = run(seed, "<queueSize>8</queueSize>");
            assertThat(run.lines).hasSameSizeAs(run.graph.actual().keySet());
            assertThat(violations(run.lines, run.graph.actual())).isZero();
        }
    }

    @Test
    void theOrderOfTheStampsSurvivesAnyShuffleWhereMillisecondsDoNot() throws Exception {
        long byMilliseconds = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            Run run = run(seed, "");
            List<LogLine> lines = new ArrayList<>(run.lines);
            Collections.shuffle(lines, new Random(seed));
            lines.sort(Comparator.comparing(LogLine::millis));
            byMilliseconds += violations(lines, run.graph.tracked());
            Collections.shuffle(lines, new Random(seed));
            lines.sort(Comparator.comparing(LogLine::hlc));
            assertThat(violations(lines, run.graph.tracked())).isZero();
        }
        assertThat(byMilliseconds).as("else this proves nothing").isPositive();
    }

    @Test
    void theGraphOfAFilteredLogIsClosedAndExact() throws Exception {
        int filtered = 0;
        int predecessors = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            Run run = run(seed, INFO_ONLY);
            filtered += run.graph.tracked().size() - run.lines.size();
            predecessors += assertClosedAndExact(run.lines, run.graph.tracked());
        }
        assertThat(filtered).as("else this proves nothing").isPositive();
        assertThat(predecessors).as("else this proves nothing").isPositive();
    }

    /** The last of four appenders, which comes too late for a frontier of its own, takes all events. */
    @Test
    void theGraphOfEachAppenderIsClosedAndExact() throws Exception {
        List<String> properties = List.of(from("WARN"), INFO_ONLY, "<queueSize>8</queueSize>", "");
        int predecessors = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            StringBuilder appenders = new StringBuilder(SEES_ALL);
            List<Path> files = new ArrayList<>();
            for (String each : properties) {
                int number = files.size();
                files.add(folder.resolve(seed + "-" + number + ".json"));
                appenders
                        .append(Logback.file("FILE" + number, files.get(number), Logback.json()))
                        .append(Logback.causal("CAUSAL" + number, each, "FILE" + number));
            }
            Map<Integer, BitSet> tracked;
            try (Logback logback = new Logback(appenders.toString());
                    TaskGraph graph = new TaskGraph(logback.logger())) {
                graph.run(seed);
                tracked = graph.tracked();
            }
            for (Path file : files) {
                predecessors += assertClosedAndExact(LogLine.read(file), tracked);
            }
        }
        assertThat(predecessors).as("else this proves nothing").isPositive();
    }

    /** Each line names only lines of the log, and these are all that precede it. Returns how many lines are named. */
    private static int assertClosedAndExact(List<LogLine> lines, Map<Integer, BitSet> tracked) {
        assertThat(pastsByLog(lines)).isEqualTo(pastsByModel(lines, tracked));
        assertThat(sites(lines)).as("sites, only of first lines").isNotEmpty();
        return lines.stream().mapToInt(line -> line.after().size()).sum();
    }

    /** Returns the sites of hops. Only the first line of a task has one, whichever of its events that is. */
    private static List<String> sites(List<LogLine> lines) {
        Set<String> tasks = new HashSet<>();
        List<String> sites = new ArrayList<>();
        for (LogLine line : lines) {
            if (!tasks.add(line.task())) {
                assertThat(line.site()).as(line.reference()).isEmpty();
            } else if (!line.site().isEmpty()) {
                sites.add(line.site());
            }
        }
        return sites;
    }

    /** The clocks differ by more than any message takes, but by less than what is believed. */
    @Test
    void theOrderSurvivesTheMergeOfProcessesWithSkewedClocks() throws Exception {
        TaskGraph.World world = new TaskGraph.World();
        List<Path> files = new ArrayList<>();
        List<AutoCloseable> processes = new ArrayList<>();
        for (long skew : new long[] {0, -20 * MINUTE, 20 * MINUTE}) {
            files.add(folder.resolve(skew + ".json"));
            processes.add(PeerProcess.start(world, files.get(files.size() - 1), skew));
        }
        for (int graph = 0; graph < GRAPHS; graph++) {
            ((Callable<?>) processes.get(graph % processes.size())).call();
        }
        for (AutoCloseable process : processes) {
            process.close();
        }
        List<LogLine> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(LogLine.read(file));
        }
        Collections.shuffle(lines, new Random(1));
        lines.sort(Comparator.comparing(LogLine::millis));
        assertThat(violations(lines, world.tracked()))
                .as("else this proves nothing")
                .isPositive();
        Collections.shuffle(lines, new Random(1));
        lines.sort(Comparator.comparing(LogLine::hlc));
        assertThat(violations(lines, world.tracked())).as("by stamps").isZero();
        Map<Integer, BitSet> known = pastsByLog(lines);
        assertThat(known).hasSameSizeAs(world.tracked().keySet());
        assertThat(notIn(known, world.tracked())).as("missing").isEmpty();
        assertThat(notIn(world.actual(), known)).as("invented").isEmpty();
    }

    /** Returns the orders that some pasts lack of others. */
    private static List<String> notIn(Map<Integer, BitSet> pasts, Map<Integer, BitSet> others) {
        List<String> lacking = new ArrayList<>();
        others.forEach((id, other) -> {
            BitSet rest = (BitSet) other.clone();
            rest.andNot(past(pasts, id));
            rest.stream().forEach(earlier -> lacking.add(earlier + " before " + id));
        });
        return lacking;
    }

    private static BitSet past(Map<Integer, BitSet> pasts, int id) {
        return pasts.getOrDefault(id, new BitSet());
    }

    /** Returns the number of pairs of events that are in the wrong order. */
    private static long violations(List<LogLine> lines, Map<Integer, BitSet> pasts) {
        BitSet seen = new BitSet();
        long violations = 0;
        for (LogLine line : lines) {
            BitSet missing = (BitSet) past(pasts, line.id()).clone();
            missing.andNot(seen);
            violations += missing.cardinality();
            seen.set(line.id());
        }
        return violations;
    }

    /**
     * Returns all predecessors of each event by the log: the previous line of its task and the lines that it names. Lines
     * must come after their predecessors.
     */
    private static Map<Integer, BitSet> pastsByLog(List<LogLine> lines) {
        Map<String, LogLine> byReference = new HashMap<>();
        lines.forEach(line -> byReference.put(line.reference(), line));
        Map<Integer, BitSet> pasts = new HashMap<>();
        Map<String, LogLine> lastOfTask = new HashMap<>();
        for (LogLine line : lines) {
            BitSet past = new BitSet();
            LogLine previous = lastOfTask.put(line.task(), line);
            if (previous != null) {
                include(previous, pasts, past);
            }
            assertThat(byReference.keySet()).containsAll(line.after());
            for (String reference : line.after()) {
                include(java.util.Objects.requireNonNull(byReference.get(reference)), pasts, past);
            }
            pasts.put(line.id(), past);
        }
        return pasts;
    }

    private static void include(LogLine line, Map<Integer, BitSet> pasts, BitSet past) {
        past.set(line.id());
        past.or(past(pasts, line.id()));
    }

    private static Map<Integer, BitSet> pastsByModel(List<LogLine> lines, Map<Integer, BitSet> tracked) {
        BitSet written = new BitSet();
        lines.forEach(line -> written.set(line.id()));
        Map<Integer, BitSet> pasts = new HashMap<>();
        tracked.forEach((id, all) -> {
            BitSet past = (BitSet) all.clone();
            past.and(written);
            if (written.get(id)) {
                pasts.put(id, past);
            }
        });
        return pasts;
    }
}
