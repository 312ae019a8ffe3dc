package dev.whence.log.page;

import dev.whence.log.LogFile;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Measures big pages, and prints what it has measured. It depends on the machine, so nothing is asserted. */
@Tag("full")
class PageSpeedIT {
    private static final String FRAMES = """
            const done = arguments[0];
            const scroller = document.getElementById('scroller');
            const begin = performance.now();
            let frames = 0;
            const step = now => {
              frames++;
              scroller.scrollTop += scroller.clientHeight / 4;
              if (now - begin < 3000) {
                requestAnimationFrame(step);
              } else {
                done(Math.round(frames * 1000 / (now - begin)));
              }
            };
            requestAnimationFrame(step);
            """;

    @DisplayName("load, scroll, select and search")
    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    void measure(int count, @TempDir Path folder) throws IOException {
        List<SimEvent> events = Simulation.events(1, count, 0, 300_000_000L, -400_000_000L);
        Path page = PageFile.write(folder, "big", new SimLogs(folder, 1).write(events, SimEvent::json));
        try (Browser browser = Browser.start()) {
            browser.resize(1400, 900);
            browser.open(page);
            Object load = browser.run("return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
            Object frames = browser.driver.executeAsyncScript(FRAMES);
            long select = time(() -> browser.press(Keys.HOME));
            long search = time(() -> {
                browser.the("query").sendKeys("9");
                browser.settle();
            });
            System.out.printf(
                    "page of %d events: loaded in %s ms, %s frames/s while scrolling, select %d ms, search %d ms%n",
                    count, load, frames, select, search);
        }
    }

    @DisplayName("follow a log that grows")
    @Test
    void follow(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("live.jsonl");
        List<String> lines =
                Simulation.events(1, 100_100, 0).stream().map(SimEvent::json).toList();
        Files.write(log, lines.subList(0, 100_000));
        try (Browser browser = Browser.start();
                PageServer server = new PageServer("live", List.of(new LogFile("live", log)), 0, PageLog.MOST)) {
            browser.resize(1400, 900);
            long load = time(() -> {
                browser.open(server.address().toString());
                browser.awaitStatus("100000 events");
            });
            Files.write(log, lines.subList(100_000, 100_100), StandardOpenOption.APPEND);
            long update = time(() -> browser.awaitStatus("100100 events"));
            Object sent = browser.run("""
                    const sizes = performance.getEntriesByType('resource').map(each => each.encodedBodySize);
                    return sizes.filter(size => size > 0).join(' and ')
                    """);
            System.out.printf(
                    "page of a log that grows: 100000 events in %d ms, 100 more in %d ms, after %s bytes%n",
                    load, update, sent);
        }
    }

    private static long time(Runnable what) {
        long begin = System.nanoTime();
        what.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
