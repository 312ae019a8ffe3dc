package dev.whence.log.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFiles;
import dev.whence.log.graph.Ordering.Answer;
import dev.whence.log.graph.Ordering.Order;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the events of random programs, compared with what the program really did. */
class OrderingTest {
    private static final long[] CLOCKS = {0, 300_000_000L, -400_000_000L, 3 * Simulation.HOUR};
    private static final int EVENTS = 160;

    private final Path folder;

    OrderingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("of whole logs, the order of any two events is known, and right")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whole(int seed) throws IOException {
        List<SimEvent> events = Simulation.events(seed, EVENTS, CLOCKS);
        CausalGraph graph = graph(events, seed);
        assertThat(graph.size()).isEqualTo(EVENTS);
        Map<SimEvent, Set<SimEvent>> pasts = pasts(events);
        Ordering ordering = new Ordering(graph);
        for (SimEvent one : events) {
            for (SimEvent other : events) {
                if (one != other) {
                    Answer answer = ordering.compare(graph.find(one.id()), graph.find(other.id()));
                    assertThat(answer.order()).as("%s and %s", one, other).isEqualTo(truth(one, other, pasts));
                    assertIsPath(answer.path(), graph);
                }
            }
        }
    }

    @DisplayName("of logs with holes, an answer is right if there is one")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void filtered(int seed) throws IOException {
        List<SimEvent> events = Simulation.events(seed, EVENTS, CLOCKS);
        Random random = new Random(seed);
        List<SimEvent> left =
                events.stream().filter(event -> random.nextInt(8) > 0).toList();
        CausalGraph graph = graph(left, seed);
        Map<SimEvent, Set<SimEvent>> pasts = pasts(events);
        Ordering ordering = new Ordering(graph);
        Map<Order, Integer> answers = new HashMap<>();
        for (SimEvent one : left) {
            for (SimEvent other : left) {
                if (one != other) {
                    Order order = ordering.compare(graph.find(one.id()), graph.find(other.id()))
                            .order();
                    answers.merge(order, 1, Integer::sum);
                    assertThat(order).isIn(Order.UNKNOWN, truth(one, other, pasts));
                }
            }
        }
        assertThat(answers).containsKeys(Order.BEFORE, Order.AFTER, Order.UNKNOWN);
    }

    @DisplayName(
            "effective stamps are a causal order, and differ from stamps only behind clocks that were not believed")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void effectiveStamps(int seed) throws IOException {
        List<SimEvent> events = Simulation.events(seed, 2_000, CLOCKS);
        CausalGraph graph = graph(events, seed);
        for (SimEvent event : events) {
            int number = graph.find(event.id());
            for (SimEvent cause : event.causes()) {
                assertThat(graph.effectiveStamp(number)).isGreaterThan(graph.effectiveStamp(graph.find(cause.id())));
            }
        }
        List<SimEvent> believed = Simulation.events(seed, 500, 0, 300_000_000L);
        CausalGraph agreed = graph(believed, seed);
        for (SimEvent event : believed) {
            assertThat(agreed.effectiveStamp(agreed.find(event.id()))).isEqualTo(event.hlc());
        }
    }

    private CausalGraph graph(List<SimEvent> events, long seed) throws IOException {
        LogFiles files = new SimLogs(folder, seed).write(events, SimEvent::json);
        GraphBuilder builder = GraphBuilder.withoutRecords();
        files.forEach(builder::add);
        return builder.build();
    }

    private static Map<SimEvent, Set<SimEvent>> pasts(List<SimEvent> events) {
        Map<SimEvent, Set<SimEvent>> pasts = new HashMap<>();
        for (SimEvent event : events) {
            Set<SimEvent> past = new HashSet<>(event.causes());
            event.causes().forEach(cause -> past.addAll(Objects.requireNonNull(pasts.get(cause))));
            pasts.put(event, past);
        }
        return pasts;
    }

    private static Order truth(SimEvent one, SimEvent other, Map<SimEvent, Set<SimEvent>> pasts) {
        if (Objects.requireNonNull(pasts.get(other)).contains(one)) {
            return Order.BEFORE;
        }
        return Objects.requireNonNull(pasts.get(one)).contains(other) ? Order.AFTER : Order.UNORDERED;
    }

    private static void assertIsPath(List<Integer> path, CausalGraph graph) {
        for (int i = 1; i < path.size(); i++) {
            assertThat(graph.predecessors(path.get(i))).contains(path.get(i - 1));
        }
    }
}
