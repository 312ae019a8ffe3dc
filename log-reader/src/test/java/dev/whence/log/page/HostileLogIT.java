package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.sim.HostileLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page of logs whose texts want to be more than text. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileLogIT {
    private static final int EVENTS = 25;

    private Browser browser;

    @BeforeAll
    void start() {
        browser = Browser.start();
        browser.resize(1300, 1000);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @DisplayName("no text of a log runs, asks for anything, becomes an element or breaks the page")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void inert(int seed, @TempDir Path folder) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            lines.add(HostileLines.line(random, i));
        }
        Path page = PageFile.write(folder, HostileLines.text(random).replace("\\", ""), lines);
        browser.requests();
        browser.open(page);
        useAll();
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.run("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(browser.driver.findElements(By.cssSelector("img, svg, iframe, link, base, script[src]")))
                .isEmpty();
        assertThat(browser.driver.findElements(By.tagName("style"))).hasSize(1);
    }

    /** Shows every text of every event. */
    private void useAll() {
        assertThat(browser.text("shown")).startsWith(EVENTS + " events");
        browser.press(Keys.HOME);
        for (int i = 0; i < EVENTS; i++) {
            browser.press(Keys.ARROW_DOWN);
            assertThat(browser.messages(".selected")).hasSize(1);
        }
        for (String by : List.of("thread", "service")) {
            browser.choose("lanes-by", by);
        }
        browser.the("query").sendKeys("<script>", Keys.ENTER);
        browser.press(Keys.ESCAPE);
        browser.press(Keys.END);
        browser.press(Keys.chord(Keys.SHIFT, Keys.HOME));
        browser.driver
                .findElements(By.cssSelector("#operation option"))
                .forEach(option -> browser.choose("operation", String.valueOf(option.getAttribute("value"))));
    }
}
