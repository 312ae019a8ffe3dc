package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFile;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of files that grow, in a browser. */
@Tag("full")
class PageServerIT {
    private static final List<SimEvent> EVENTS = Simulation.events(5, 30, 0);

    private final Path log;

    PageServerIT(@TempDir Path folder) {
        this.log = folder.resolve("live.jsonl");
    }

    @DisplayName("new events appear, what is selected stays selected, and the end of the server is shown")
    @Test
    void follow() throws IOException {
        try (Browser browser = Browser.start()) {
            browser.resize(1300, 1100);
            try (PageServer server = new PageServer("live", List.of(new LogFile("live", log)), 0, PageLog.MOST)) {
                browser.open(server.address().toString());
                append(EVENTS.subList(0, 10));
                browser.awaitStatus("10 events");
                browser.click(EVENTS.get(4).body());
                append(EVENTS.subList(10, 30));
                browser.awaitStatus("30 events");
                assertThat(browser.messages("")).hasSize(30);
                assertThat(browser.messages(".selected"))
                        .containsExactly(EVENTS.get(4).body());
                assertThat(browser.text("live")).contains("live");
                assertThat(browser.complaints()).isEmpty();
            }
            browser.awaitStatus("has ended");
        }
    }

    @DisplayName("what is in the window and what is selected stays there while events come before, between and behind")
    @Test
    void staysInPlace() throws IOException {
        List<SimEvent> events = Simulation.events(7, 400, 0);
        try (Browser browser = Browser.start();
                PageServer server = new PageServer("live", List.of(new LogFile("live", log)), 0, PageLog.MOST)) {
            browser.resize(1300, 700);
            browser.open(server.address().toString());
            append(events.subList(100, 300));
            browser.awaitStatus("200 events");
            browser.run("document.getElementById('scroller').scrollTop = 1500; return 1");
            List<String> window = browser.messages("");
            browser.click(window.get(5));
            append(events.subList(300, 400));
            browser.awaitStatus("300 events");
            assertThat(browser.messages("")).isEqualTo(window);
            append(events.subList(0, 100));
            browser.awaitStatus("400 events");
            assertThat(browser.messages("")).isEqualTo(window);
            assertThat(browser.messages(".selected")).containsExactly(window.get(5));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @DisplayName("a page that got its events piece by piece, effects before causes too, is one that got all at once")
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void piecemeal(int seed, @TempDir Path folder) throws IOException {
        List<SimEvent> events = Simulation.events(seed, 32, 0, 300_000_000L, -400_000_000L);
        Map<String, Deque<SimEvent>> left = new TreeMap<>();
        events.forEach(event -> left.computeIfAbsent(event.process().name(), name -> new ArrayDeque<>())
                .add(event));
        List<LogFile> files = left.keySet().stream()
                .map(name -> new LogFile(name, folder.resolve(name)))
                .toList();
        try (Browser browser = Browser.start();
                PageServer server = new PageServer("live", files, 0, PageLog.MOST)) {
            browser.resize(1400, 1300);
            browser.open(server.address().toString());
            Random random = new Random(seed);
            for (int count = 0; count < events.size(); ) {
                LogFile file = files.get(random.nextInt(files.size()));
                Deque<SimEvent> lines = Objects.requireNonNull(left.get(file.name()));
                for (int i = 1 + random.nextInt(8); i > 0 && !lines.isEmpty(); i--) {
                    append(file.path(), List.of(lines.remove()));
                    count++;
                }
                if (count > 0) {
                    browser.awaitStatus(count + " event");
                }
            }
            List<Object> seen = seen(browser, events);
            assertThat(browser.complaints()).isEmpty();
            browser.open(server.address().toString());
            browser.awaitStatus(events.size() + " events");
            assertThat(seen(browser, events)).isEqualTo(seen);
        }
    }

    /** Returns the rows, and for each event its causes, effects and details. */
    private static List<Object> seen(Browser browser, List<SimEvent> events) {
        List<Object> seen = new ArrayList<>(List.of(browser.messages("")));
        for (SimEvent event : events) {
            browser.click(event.body());
            seen.add(browser.messages(".cause"));
            seen.add(browser.messages(".effect"));
            seen.add(browser.text("details"));
        }
        return seen;
    }

    private void append(List<SimEvent> events) throws IOException {
        append(log, events);
    }

    private static void append(Path file, List<SimEvent> events) throws IOException {
        Files.write(
                file,
                events.stream().map(SimEvent::json).toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
