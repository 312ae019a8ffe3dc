package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CausalOrderTest {
    private static final int GRAPHS = 30;

    private static final String INFO_ONLY =
            "<filter class='ch.qos.logback.classic.filter.ThresholdFilter'><level>INFO</level></filter>";

    /** Another appender without a filter. Its events must not be in the graph of the appender under test. */
    private static final String SEES_ALL = Logback.WORDS
            + "<appender name='ALL' class='ch.qos.logback.core.FileAppender'><file>/dev/null</file>"
            + "<encoder><pattern>%hlc</pattern></encoder></appender>"
            + Logback.root("ALL");

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
            assertThat(run.lines).hasSameSizeAs(run.graph.actual.keySet());
            assertThat(violations(run.lines, run.graph.actual)).isZero();
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
            byMilliseconds += violations(lines, run.graph.tracked);
            Collections.shuffle(lines, new Random(seed));
            lines.sort(Comparator.comparing(LogLine::hlc));
            assertThat(violations(lines, run.graph.tracked)).isZero();
        }
        assertThat(byMilliseconds).as("else this proves nothing").isPositive();
    }

    @Test
    void theGraphOfAFilteredLogIsClosedAndExact() throws Exception {
        int filtered = 0;
        int predecessors = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            Run run = run(seed, INFO_ONLY);
            filtered += run.graph.tracked.size() - run.lines.size();
            Map<String, LogLine> byReference = new HashMap<>();
            run.lines.forEach(line -> byReference.put(line.reference(), line));
            for (LogLine line : run.lines) {
                assertThat(byReference.keySet()).containsAll(line.after());
                predecessors += line.after().size();
            }
            assertThat(pastsByLog(run.lines, byReference)).isEqualTo(pastsByModel(run));
        }
        assertThat(filtered).as("else this proves nothing").isPositive();
        assertThat(predecessors).as("else this proves nothing").isPositive();
    }

    /** Returns the number of pairs of events that are in the wrong order. */
    private static long violations(List<LogLine> lines, Map<Integer, BitSet> pasts) {
        BitSet seen = new BitSet();
        long violations = 0;
        for (LogLine line : lines) {
            BitSet missing =
                    (BitSet) pasts.getOrDefault(line.id(), new BitSet()).clone();
            missing.andNot(seen);
            violations += missing.cardinality();
            seen.set(line.id());
        }
        return violations;
    }

    /** Returns all predecessors of each event by the log: the previous line of its task and the lines that it names. */
    private static Map<Integer, BitSet> pastsByLog(List<LogLine> lines, Map<String, LogLine> byReference) {
        Map<Integer, BitSet> pasts = new HashMap<>();
        Map<String, LogLine> lastOfTask = new HashMap<>();
        for (LogLine line : lines) {
            BitSet past = new BitSet();
            LogLine previous = lastOfTask.put(line.task(), line);
            if (previous != null) {
                include(previous, pasts, past);
            }
            for (String reference : line.after()) {
                include(java.util.Objects.requireNonNull(byReference.get(reference)), pasts, past);
            }
            pasts.put(line.id(), past);
        }
        return pasts;
    }

    private static void include(LogLine line, Map<Integer, BitSet> pasts, BitSet past) {
        past.set(line.id());
        past.or(pasts.getOrDefault(line.id(), new BitSet()));
    }

    private static Map<Integer, BitSet> pastsByModel(Run run) {
        BitSet written = new BitSet();
        run.lines.forEach(line -> written.set(line.id()));
        Map<Integer, BitSet> pasts = new HashMap<>();
        run.graph.tracked.forEach((id, all) -> {
            BitSet past = (BitSet) all.clone();
            past.and(written);
            if (written.get(id)) {
                pasts.put(id, past);
            }
        });
        return pasts;
    }
}
