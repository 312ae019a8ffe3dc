package dev.whence.log.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the graph of a big operation costs. The bounds are wide; {@link BigGraph} measures. */
class BigGraphTest {
    private static final int EVENTS = 300_000;
    private static final int COMPARISONS = 400;

    @DisplayName(
            "an event takes about 50 bytes, and most comparisons take some microseconds however far the events are apart")
    @Test
    void cost() {
        long before = BigGraph.usedMemory();
        CausalGraph graph = BigGraph.graph(EVENTS);
        assertThat((BigGraph.usedMemory() - before) / EVENTS).isLessThan(80);
        Ordering ordering = new Ordering(graph);
        BigGraph.measure(ordering, new Random(1), EVENTS, COMPARISONS);
        assertThat(BigGraph.measure(ordering, new Random(2), EVENTS, COMPARISONS)[COMPARISONS / 2])
                .isLessThan(200);
    }
}
