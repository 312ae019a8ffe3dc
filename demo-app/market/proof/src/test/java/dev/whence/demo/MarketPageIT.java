package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import dev.whence.log.page.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of the market in a browser. With {@code -Dwhence.docs=write} the test writes the picture of the page into the
 * documentation.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MarketPageIT {
    private static final Path PICTURE = Path.of("../../../docs/images/market.svg");

    private final Jdk jdk = DemoRun.newestJdk();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final MarketRun market;

    MarketPageIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.market = MarketRun.start(jdk, folder);
    }

    @AfterAll
    void close() throws InterruptedException {
        market.close();
    }

    @DisplayName("orders come in, a button gives a service a fault, which is found, and another press repairs it")
    @Test
    void faults() throws Exception {
        try (Browser browser = Browser.start()) {
            browser.resize(1230, 900);
            browser.open(market.page().toString());
            await(browser, "document.querySelectorAll('#orders .paid').length > 2");
            await(browser, "document.querySelectorAll('.fault').length === 5");
            press(browser, "stock-starves", true);
            await(browser, "document.getElementById('findings').textContent.includes('pool-starvation')");
            await(browser, "document.getElementById('services').textContent.includes('shelves')");
            picture(browser);
            for (String scheme : List.of("light", "dark")) {
                browser.prefer(scheme);
                assertThat(browser.barriers()).isEmpty();
            }
            press(browser, "stock-starves", false);
            press(browser, "bank-hangs", true);
            await(browser, "document.getElementById('findings').textContent.includes('stuck in bank')");
            press(browser, "bank-hangs", false);
            press(browser, "queue-grows", true);
            await(
                    browser,
                    "[...document.querySelectorAll('#services tr')].some(row =>"
                            + " row.cells[1].textContent === 'printer' && Number(row.cells[4].textContent) > 20)");
            press(browser, "queue-grows", false);
            press(browser, "lost-correlation", true);
            DemoRun.await(() -> Files.readString(folder.resolve("market/stock.jsonl"))
                    .lines()
                    .anyMatch(line -> line.contains("packing") && !line.contains("\"order-")));
            press(browser, "lost-correlation", false);
            press(browser, "unseen-failure", true);
            DemoRun.await(() -> {
                market.collectGarbage(jdk);
                return state().contains("IllegalStateException: no points");
            });
            press(browser, "unseen-failure", false);
            Object diagram = browser.run("return document.querySelector('#orders .paid a').href");
            String operation =
                    String.valueOf(browser.run("return document.querySelector('#orders .paid a').textContent"));
            browser.open(diagram.toString());
            await(browser, "document.getElementById('operation')?.value === '=" + operation + "'");
            await(browser, "document.getElementById('rows').textContent.includes('is paid')");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void press(Browser browser, String fault, boolean isOn) {
        browser.run("document.getElementById(arguments[0]).click(); return 1", fault);
        await(browser, "document.getElementById('" + fault + "').getAttribute('aria-pressed') === '" + isOn + "'");
    }

    /** Waits until the page is so. */
    private static void await(Browser browser, String condition) {
        // The policy of the page forbids to evaluate a text.
        browser.await("const done = arguments[0]; const look = () => " + condition
                + " ? done(true) : setTimeout(look, 50); look();");
    }

    private static void picture(Browser browser) throws IOException {
        if (System.getProperty("whence.docs", "").equals("write")) {
            try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("picture.js"))) {
                String drawn = (String) browser.await(new String(script.readAllBytes(), StandardCharsets.UTF_8));
                Files.writeString(PICTURE, drawn);
            }
        }
        List<?> titles = (List<?>) browser.run("return [...document.querySelectorAll('h1, h2, th, .fault button')]"
                + ".map(element => element.textContent)");
        assertThat(Files.readString(PICTURE))
                .contains(titles.stream().map(String::valueOf).toList());
    }

    @DisplayName("pages of other sites can neither press a button nor read anything")
    @Test
    void otherSites() throws Exception {
        URI fault = market.page().resolve("faults/bank/queue-grows/on");
        String here = market.page().toString().replaceFirst("/$", "");
        assertThat(post(fault, "Origin", "http://evil.example")).isEqualTo(403);
        assertThat(post(fault, "Origin", "null")).isEqualTo(403);
        assertThat(post(fault, "X-None", "-")).isEqualTo(403);
        assertThat(get(fault)).isEqualTo(405);
        assertThat(post(market.page().resolve("state"), "Origin", here)).isEqualTo(405);
        assertThat(post(market.page().resolve("faults/bakery/queue-grows/on"), "Origin", here))
                .isEqualTo(404);
        assertThat(state()).contains("\"queue-grows\"").doesNotContain("\"on\":true");
        assertThat(post(fault, "Origin", here)).isEqualTo(204);
        assertThat(state()).contains("\"on\":true");
        assertThat(post(market.page().resolve("faults/bank/queue-grows/off"), "Origin", here))
                .isEqualTo(204);
    }

    private int post(URI address, String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header(header, value)
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private int get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String state() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(market.page().resolve("state")).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
