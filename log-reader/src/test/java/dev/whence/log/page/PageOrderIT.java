package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFiles;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.graph.Ordering;
import dev.whence.log.graph.Ordering.Order;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What the page tells about the order of the events of random programs, compared with what these really did. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageOrderIT {
    private static final long[] CLOCKS = {0, 300_000_000L, -400_000_000L, 3 * Simulation.HOUR};
    private static final int EVENTS = 36;
    private static final int PAIRS = 40;

    private Browser browser;

    @BeforeAll
    void start() {
        browser = Browser.start();
        browser.resize(1400, 1300);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @DisplayName("rows are in a causal order, a click shows the causes and effects, and a second one compares")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whole(int seed, @TempDir Path folder) throws IOException {
        List<SimEvent> events = Simulation.events(seed, EVENTS, CLOCKS);
        browser.open(PageFile.write(folder, "whole", new SimLogs(folder, seed).write(events, SimEvent::json)));
        Map<SimEvent, Set<SimEvent>> pasts = pasts(events);
        assertInOrder(events, pasts);
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            assertCone(events.get(random.nextInt(EVENTS)), events, pasts);
        }
        for (int i = 0; i < PAIRS; i++) {
            SimEvent one = events.get(random.nextInt(EVENTS));
            SimEvent other = events.get(random.nextInt(EVENTS));
            if (one != other) {
                assertThat(compare(one, other)).as("%s and %s", one, other).isEqualTo(truth(one, other, pasts));
            }
        }
    }

    private void assertInOrder(List<SimEvent> events, Map<SimEvent, Set<SimEvent>> pasts) {
        List<String> rows = browser.messages("");
        assertThat(rows).hasSize(EVENTS);
        for (SimEvent event : events) {
            for (SimEvent cause : past(event, pasts)) {
                assertThat(rows.indexOf(cause.body())).isLessThan(rows.indexOf(event.body()));
            }
        }
    }

    private void assertCone(SimEvent event, List<SimEvent> events, Map<SimEvent, Set<SimEvent>> pasts) {
        browser.click(event.body());
        assertThat(browser.messages(".cause"))
                .containsExactlyInAnyOrderElementsOf(
                        past(event, pasts).stream().map(SimEvent::body).toList());
        assertThat(browser.messages(".effect"))
                .containsExactlyInAnyOrderElementsOf(events.stream()
                        .filter(each -> past(each, pasts).contains(event))
                        .map(SimEvent::body)
                        .toList());
    }

    @DisplayName("of logs with holes the page tells what the graph tells")
    @Test
    void filtered(@TempDir Path folder) throws IOException {
        Set<Order> answers = EnumSet.noneOf(Order.class);
        for (int seed = 1; seed <= 3; seed++) {
            compareFiltered(seed, folder, answers);
        }
        assertThat(answers).contains(Order.BEFORE, Order.UNORDERED, Order.UNKNOWN);
    }

    private void compareFiltered(int seed, Path folder, Set<Order> answers) throws IOException {
        Random random = new Random(seed);
        List<SimEvent> events = Simulation.events(seed, EVENTS, CLOCKS).stream()
                .filter(event -> random.nextInt(4) > 0)
                .toList();
        LogFiles log = new SimLogs(folder, seed).write(events, SimEvent::json);
        browser.open(PageFile.write(folder, "filtered", log));
        GraphBuilder builder = GraphBuilder.withoutRecords();
        log.forEach(builder::add);
        CausalGraph graph = builder.build();
        Ordering ordering = new Ordering(graph);
        for (int i = 0; i < PAIRS; i++) {
            SimEvent one = events.get(random.nextInt(events.size()));
            SimEvent other = events.get(random.nextInt(events.size()));
            if (one != other) {
                Order order = ordering.compare(graph.find(one.id()), graph.find(other.id()))
                        .order();
                answers.add(order);
                assertThat(compare(one, other)).as("%s and %s", one, other).isEqualTo(order);
            }
        }
    }

    private Order compare(SimEvent one, SimEvent other) {
        browser.click(one.body());
        browser.shiftClick(other.body());
        return Order.valueOf(
                browser.driver.findElement(By.cssSelector("#details .answer")).getText());
    }

    private static Map<SimEvent, Set<SimEvent>> pasts(List<SimEvent> events) {
        Map<SimEvent, Set<SimEvent>> pasts = new HashMap<>();
        for (SimEvent event : events) {
            Set<SimEvent> past = new HashSet<>(event.causes());
            event.causes().forEach(cause -> past.addAll(past(cause, pasts)));
            pasts.put(event, past);
        }
        return pasts;
    }

    private static Set<SimEvent> past(SimEvent event, Map<SimEvent, Set<SimEvent>> pasts) {
        return Objects.requireNonNull(pasts.get(event));
    }

    private static Order truth(SimEvent one, SimEvent other, Map<SimEvent, Set<SimEvent>> pasts) {
        if (past(other, pasts).contains(one)) {
            return Order.BEFORE;
        }
        return past(one, pasts).contains(other) ? Order.AFTER : Order.UNORDERED;
    }
}
