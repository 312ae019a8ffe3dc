package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.page.TreePage.Kind;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page of trees in a browser. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TreePageIT {
    private static final String HOSTILE =
            "</summary></title><script>window.hacked = 1</script><img src=x onerror=hacked=1>&amp;";

    private Browser browser;

    @BeforeAll
    void start() {
        browser = Browser.start();
        browser.resize(1000, 800);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Two trees: one of an order, and one with hostile texts. */
    private static Path page(Path folder) throws IOException {
        TreePage page = new TreePage(HOSTILE);
        page.line(HOSTILE);
        page.begin(Kind.plain, "order-1", List.of());
        page.begin(Kind.waits, "thread web-1 waits", List.of("at shop.Orders.order(Orders.java:7)"));
        page.leaf(Kind.cause, "reply is pending", List.of());
        page.end();
        page.end();
        page.begin(Kind.plain, HOSTILE, List.of(HOSTILE));
        page.leaf(Kind.runs, HOSTILE, List.of(HOSTILE));
        page.end();
        Path file = folder.resolve("page.html");
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            page.write(out);
        }
        return file;
    }

    private List<WebElement> shown(String selector) {
        return browser.driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    @DisplayName("no text runs, asks for anything or becomes an element")
    @Test
    void inert(@TempDir Path folder) throws IOException {
        Path page = page(folder);
        browser.requests();
        browser.open(page);
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.run("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(browser.driver.findElements(By.cssSelector("img, link, main script")))
                .isEmpty();
        assertThat(browser.driver.getTitle()).isEqualTo(HOSTILE);
        assertThat(shown(".runs").get(0).getText()).contains(HOSTILE);
    }

    @DisplayName("trees without the text that is searched for are hidden, and all can be folded")
    @Test
    void searchAndFold(@TempDir Path folder) throws IOException {
        browser.open(page(folder));
        assertThat(shown("main > details")).hasSize(2);
        browser.press("/");
        browser.the("query").sendKeys("orders.JAVA");
        assertThat(shown("main > details")).hasSize(1);
        assertThat(browser.text("found")).isEqualTo("1 of 2");
        assertThat(shown(".cause")).hasSize(1);
        browser.the("fold").click();
        assertThat(shown(".cause")).isEmpty();
        browser.the("fold").click();
        assertThat(shown(".cause")).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }
}
