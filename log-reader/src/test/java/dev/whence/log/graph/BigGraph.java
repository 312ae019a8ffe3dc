package dev.whence.log.graph;

import dev.whence.log.Causal;
import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogRecord.Origin;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Measures the graph of one big operation: how much memory it takes, and how much CPU it takes to compare
 * two of its events. Arguments: the number of events, the number of comparisons.
 */
final class BigGraph {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double MICROS = 1e3;
    private static final int STRANDS = 64;
    private static final long HLC = 0x660d356aa30b0000L;
    private static final Event EVENT = new Event(0, "INFO", "", "", "order-1", "shop", "", "", "");

    public static void main(String[] arguments) {
        int comparisons = Integer.parseInt(arguments[1]);
        long before = usedMemory();
        CausalGraph graph = graph(Integer.parseInt(arguments[0]));
        long after = usedMemory();
        System.out.printf("%d events, %.1f bytes an event%n", graph.size(), (after - before) / (double) graph.size());
        Ordering ordering = new Ordering(graph);
        System.out.printf("%.1f bytes more to compare%n", (usedMemory() - after) / (double) graph.size());
        measure(ordering, new Random(1), graph.size(), comparisons);
        double[] micros = measure(ordering, new Random(2), graph.size(), comparisons);
        System.out.printf(
                "a comparison of two random events takes CPU for p50 %.1f us, p90 %.1f us, p99 %.1f us, at most %.1f us%n",
                micros[comparisons / 2],
                micros[comparisons * 9 / 10],
                micros[comparisons * 99 / 100],
                micros[comparisons - 1]);
    }

    /** One operation: all events descend from the first one, in tasks that run side by side, fork and join. */
    static CausalGraph graph(int events) {
        GraphBuilder builder = GraphBuilder.withoutRecords();
        Random random = new Random(1);
        Strand[] strands = new Strand[STRANDS];
        int tasks = 0;
        for (int i = 0; i < events; i++) {
            int at = i == 0 ? 0 : random.nextInt(STRANDS);
            Strand other = strands[random.nextInt(STRANDS)];
            Strand cause = other == null ? strands[0] : other;
            boolean isFork = strands[at] == null || random.nextInt(3) == 0;
            strands[at] = isFork ? new Strand("0f4e3a1b-" + ++tasks) : strands[at];
            boolean hasCause = cause != null && cause != strands[at] && (isFork || random.nextInt(4) == 0);
            builder.add(strands[at].log(i, hasCause ? cause : null));
        }
        return builder.build();
    }

    /** What runs after each other at one place: a task, and later another one. */
    private static final class Strand {
        private final String task;
        private int n;

        Strand(String task) {
            this.task = task;
        }

        LogRecord log(int i, @Nullable Strand cause) {
            List<Edge> after = cause == null ? List.of() : List.of(new Edge(cause.task + ":" + cause.n, "fork"));
            Causal causal =
                    new Causal(task, ++n, HLC + ((long) i << 12), after, i + 1L, false, false, false, null, null);
            return new LogRecord(Kind.EVENT, new Origin("big", i + 1L, ""), EVENT, causal);
        }
    }

    /** Returns how many microseconds of CPU comparisons of random events take, in ascending order. */
    static double[] measure(Ordering ordering, Random random, int events, int comparisons) {
        double[] micros = new double[comparisons];
        for (int i = 0; i < comparisons; i++) {
            int one = random.nextInt(events);
            int other = (one + 1 + random.nextInt(events - 1)) % events;
            long begin = THREADS.getCurrentThreadCpuTime();
            ordering.compare(one, other);
            micros[i] = (THREADS.getCurrentThreadCpuTime() - begin) / MICROS;
        }
        Arrays.sort(micros);
        return micros;
    }

    static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private BigGraph() {}
}
