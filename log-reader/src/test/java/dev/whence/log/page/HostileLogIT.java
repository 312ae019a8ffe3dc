package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final List<String> PIECES = List.of(
            "</script>",
            "<script>window.hacked = 1</script>",
            "<script src='http://127.0.0.1:1/x.js'></script>",
            "<img src=x onerror='window.hacked = 1'>",
            "<svg onload=window.hacked=1>",
            "<iframe src='javascript:window.hacked=1'>",
            "<link rel=stylesheet href=http://127.0.0.1:1/>",
            "<style>body{display:none}</style>",
            "<!--",
            "--!>",
            "<![CDATA[",
            "<base href=http://127.0.0.1:1/>",
            "<meta http-equiv=refresh content='0;url=http://127.0.0.1:1/'>",
            "&lt;b&gt;",
            "\\\" onclick=\\\"window.hacked=1",
            "{data}{scripts}{title}{style}{policy}",
            "${window.hacked=1}",
            "`+alert(1)+`",
            "\\u0000\\u0007\\u001b[31m",
            "\\u202e\\u2066\\u200b\\ufeff",
            "\\u2028\\u2029",
            "\\ud800",
            "\\n\\r\\t",
            "__proto__",
            "constructor",
            "$&$1",
            "日本語 مرحبا 🎉",
            "url(http://127.0.0.1:1/)",
            "");

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
            lines.add(line(random, i));
        }
        Path page = PageFile.write(folder, text(random).replace("\\", ""), lines);
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

    private static String line(Random random, int i) {
        String cause = i == 0 || random.nextBoolean() ? text(random) : "aaaaaaaa-" + i + ":1";
        return """
                {"timestamp":"2026-11-22T01:24:28.624063Z","severity_text":"%s","body":"%s","logger":"%s",\
                "thread.name":"%s","correlation_id":"%s","service.name":"%s","exception.stacktrace":"%s",\
                "causal":{"hlc":"660d356aa30b%04x","task":"%s","n":1,"after":["%s"],"via":["%s"],"site":"%s",\
                "submitted":"%s","begun":"%s"}}""".formatted(
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        text(random),
                        i,
                        random.nextInt(4) > 0 ? "aaaaaaaa-" + (i + 1) : text(random) + "-" + i,
                        cause,
                        text(random),
                        text(random),
                        text(random),
                        text(random));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
