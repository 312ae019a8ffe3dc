package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFile;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private void append(List<SimEvent> events) throws IOException {
        Files.write(
                log,
                events.stream().map(SimEvent::json).toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
